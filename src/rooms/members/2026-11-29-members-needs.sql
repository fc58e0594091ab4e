-- What somebody needs to take part: said once by themself, and seen by nobody else but where they share it for an event.
CREATE TABLE person_need (
    person_id    BIGINT PRIMARY KEY REFERENCES person (id),
    access_bits  BIGINT NOT NULL,                            -- bit i: needs_access[i] of members/needs.c
    dietary_bits BIGINT NOT NULL,
    access       TEXT   NOT NULL,                            -- in their own words
    dietary      TEXT   NOT NULL,
    changed_at   BIGINT NOT NULL
);
