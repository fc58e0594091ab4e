-- Whether an event goes ahead that needs a number of people: asked about on a day, and decided once for that day.
CREATE TABLE go_ahead (
    event_id   BIGINT NOT NULL REFERENCES event (id),
    decide_on  TEXT   NOT NULL,
    asked_on   TEXT   NOT NULL DEFAULT '',       -- the last day on which whoever owns it was asked; '': never, there were enough or it was decided before
    decided    TEXT   NOT NULL DEFAULT '' CHECK (decided = '' OR decided = 'ahead' OR decided = 'off' OR decided = 'later'),
    decided_at BIGINT,
    decided_by BIGINT REFERENCES person (id),    -- NULL: the event's rule
    PRIMARY KEY (event_id, decide_on)
);
CREATE INDEX go_ahead_open ON go_ahead (decide_on) WHERE decided = '';
