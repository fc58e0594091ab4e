-- What people answered when they were booked, deleted some days after the event; and for which events they share what they need, until those end.

CREATE TABLE booking_answer (
    registration_id BIGINT NOT NULL REFERENCES registration (id),
    question_id     BIGINT NOT NULL REFERENCES question (id),
    event_id        BIGINT NOT NULL REFERENCES event (id),
    words           TEXT   NOT NULL,                         -- of several a line each
    PRIMARY KEY (registration_id, question_id)
);
CREATE INDEX booking_answer_event ON booking_answer (event_id);

-- What somebody needs stands with themself (person_need); here only that they said whether this event's organiser sees it.
CREATE TABLE registration_need (
    registration_id BIGINT PRIMARY KEY REFERENCES registration (id),
    event_id        BIGINT NOT NULL REFERENCES event (id),
    shared          BIGINT NOT NULL CHECK (shared IN (0, 1)),
    said_at         BIGINT NOT NULL
);
CREATE INDEX registration_need_event ON registration_need (event_id);
