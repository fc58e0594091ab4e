-- Sessions that were taken out of a published event: whoever had been invited to one has it in their calendar, and is sent its withdrawal.

CREATE TABLE session_removed (
    id         BIGINT PRIMARY KEY,        -- the session's
    event_id   BIGINT NOT NULL REFERENCES event (id),
    starts_at  BIGINT NOT NULL,
    ends_at    BIGINT NOT NULL,
    removed_at BIGINT NOT NULL
);
CREATE INDEX session_removed_event ON session_removed (event_id);
