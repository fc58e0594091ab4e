-- A bill run: everything that waits and can be billed, an invoice after the other. What it did is counted here.
CREATE TABLE bill_run (
    id         BIGINT PRIMARY KEY,
    through_on TEXT   NOT NULL CHECK (length(through_on) = 10),   -- what counts on this day or before
    to_issue   BIGINT NOT NULL,                              -- when it was begun
    issued     BIGINT NOT NULL DEFAULT 0,
    credited   BIGINT NOT NULL DEFAULT 0,
    pence      BIGINT NOT NULL DEFAULT 0,                    -- of what was issued, less what was credited
    passed     BIGINT NOT NULL DEFAULT 0,                    -- customers left for a person to look at
    made_at    BIGINT NOT NULL,
    made_by    BIGINT NOT NULL REFERENCES person (id),
    ended_at   BIGINT
);
CREATE INDEX bill_run_made_by ON bill_run (made_by);
