-- Events whose places are drawn. The row stands while the event has that rule, before and after the draw.
CREATE TABLE event_ballot (
    event_id   BIGINT PRIMARY KEY REFERENCES event (id),
    closes_at  BIGINT NOT NULL,
    commitment TEXT   NOT NULL,                  -- SHA-256 of the seed, public from the beginning
    seed       TEXT   NOT NULL,                  -- nobody is shown it before the draw
    asked      BIGINT NOT NULL DEFAULT 0 CHECK (asked = 0 OR asked = 1),   -- somebody has asked for a place: it stays a ballot
    drawn_at   BIGINT                            -- NULL: not yet, or not everybody has their answer yet
);
CREATE INDEX event_ballot_due ON event_ballot (closes_at) WHERE drawn_at IS NULL;
