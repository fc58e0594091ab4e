-- Waiting lists that have grown long enough for a second date, and what was decided.
CREATE TABLE second_date (
    event_id     BIGINT PRIMARY KEY REFERENCES event (id),
    asked_at     BIGINT NOT NULL,
    decided_at   BIGINT,                                   -- NULL: not yet
    new_event_id BIGINT REFERENCES event (id)              -- NULL: not yet, or no second date
);
CREATE INDEX second_date_open ON second_date (asked_at) WHERE decided_at IS NULL;
