-- Learning from elsewhere, what somebody took from a course, and what they mean to do. All of it is the person's own and goes with them.

CREATE TABLE outside_learning (
    id              BIGINT PRIMARY KEY,
    person_id       BIGINT NOT NULL REFERENCES person (id),
    what            TEXT   NOT NULL CHECK (what = 'attended' OR what = 'presented' OR what = 'shared'),
    title           TEXT   NOT NULL,
    provider        TEXT   NOT NULL DEFAULT '',
    held_on         TEXT   NOT NULL,
    minutes         BIGINT NOT NULL,
    theme_id        BIGINT REFERENCES theme (id),
    words           TEXT   NOT NULL DEFAULT '',                       -- what they took from it
    shown           BIGINT NOT NULL DEFAULT 0 CHECK (shown IN (0, 1)),    -- their school may read those words
    file_id         BIGINT REFERENCES stored_file (id),               -- evidence
    made_at         BIGINT NOT NULL,
    changed_at      BIGINT NOT NULL
);
CREATE INDEX outside_learning_person ON outside_learning (person_id, held_on);

-- What somebody took from an event that they came to.
CREATE TABLE reflection (
    registration_id BIGINT PRIMARY KEY REFERENCES registration (id),
    person_id       BIGINT NOT NULL REFERENCES person (id),
    words           TEXT   NOT NULL,
    shown           BIGINT NOT NULL CHECK (shown IN (0, 1)),
    changed_at      BIGINT NOT NULL
);
CREATE INDEX reflection_person ON reflection (person_id);

CREATE TABLE goal (
    id        BIGINT PRIMARY KEY,
    person_id BIGINT NOT NULL REFERENCES person (id),
    words     TEXT   NOT NULL,
    by_on     TEXT   NOT NULL DEFAULT '',             -- '': no day set
    met_on    TEXT   NOT NULL DEFAULT '',             -- '': not yet
    made_at   BIGINT NOT NULL
);
CREATE INDEX goal_person ON goal (person_id, id);
