-- The professional record: certificates, which a stranger can verify.

CREATE TABLE certificate (
    id              BIGINT PRIMARY KEY,
    code            TEXT   NOT NULL UNIQUE,       -- for people to read and type: 4 groups of 4
    registration_id BIGINT NOT NULL UNIQUE REFERENCES registration (id),
    person_id       BIGINT NOT NULL REFERENCES person (id),
    name            TEXT   NOT NULL,              -- as it stood when issued
    course          TEXT   NOT NULL,
    held_on         TEXT   NOT NULL,              -- first day
    minutes         BIGINT NOT NULL,              -- attended
    issued_at       BIGINT NOT NULL,
    withdrawn_at    BIGINT,
    withdrawn_why   TEXT   NOT NULL DEFAULT ''
);
CREATE INDEX certificate_person ON certificate (person_id, id);
