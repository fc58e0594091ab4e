-- What a place at a kind of course takes of a package's credits; one where nothing is said.
CREATE TABLE credit_price (
    course_kind TEXT   PRIMARY KEY,
    credits     BIGINT NOT NULL CHECK (credits BETWEEN 1 AND 20),
    set_at      BIGINT NOT NULL,
    set_by      BIGINT REFERENCES person (id)
);
