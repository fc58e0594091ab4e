-- Hardship: an organisation pays so much less for places booked on these days. Why is the office's alone.
CREATE TABLE waiver (
    id              BIGINT PRIMARY KEY,
    organisation_id BIGINT NOT NULL REFERENCES organisation (id),
    percent         BIGINT NOT NULL CHECK (percent BETWEEN 1 AND 100),      -- less
    starts_on       TEXT   NOT NULL CHECK (length(starts_on) = 10),
    ends_on         TEXT   NOT NULL CHECK (length(ends_on) = 10),           -- the last day
    reason          TEXT   NOT NULL,
    made_at         BIGINT NOT NULL,
    made_by         BIGINT NOT NULL REFERENCES person (id),
    ended_on        TEXT,                                                   -- ended early: from this day on it holds no more
    ended_by        BIGINT REFERENCES person (id),
    CHECK (ends_on >= starts_on),
    CHECK ((ended_on IS NULL) = (ended_by IS NULL))
);
CREATE INDEX waiver_organisation ON waiver (organisation_id, starts_on);
