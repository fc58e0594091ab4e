-- The skills that a governing board looks for among its members, and what each says of themselves.

CREATE TABLE skill (
    id          BIGINT PRIMARY KEY,
    name        TEXT   NOT NULL,
    name_folded TEXT   NOT NULL UNIQUE,
    position    BIGINT NOT NULL,
    retired     BIGINT NOT NULL DEFAULT 0 CHECK (retired IN (0, 1))
);

-- For one board: who sits on two says it for each.
CREATE TABLE skill_answer (
    organisation_id BIGINT NOT NULL REFERENCES organisation (id),
    person_id       BIGINT NOT NULL REFERENCES person (id),
    skill_id        BIGINT NOT NULL REFERENCES skill (id),
    level           BIGINT NOT NULL CHECK (level BETWEEN 0 AND 3),   -- none, some, good, expert
    answered_on     TEXT   NOT NULL,
    PRIMARY KEY (organisation_id, person_id, skill_id)
);
