-- Whom the office lets come to an event although its rules keep them out.
CREATE TABLE let_in (
    event_id  BIGINT NOT NULL REFERENCES event (id),
    person_id BIGINT NOT NULL REFERENCES person (id),
    why       TEXT   NOT NULL,
    let_in_by BIGINT REFERENCES person (id),
    let_in_at BIGINT NOT NULL,
    PRIMARY KEY (event_id, person_id)
);
CREATE INDEX let_in_person ON let_in (person_id);
