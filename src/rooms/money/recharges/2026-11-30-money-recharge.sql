-- Recharges: what schools that the home authority maintains and its departments owe, moved inside the council by its finance program instead of invoiced. A batch is
-- made of what waits, goes out as one file, and is acknowledged or refused.

-- One row: the next number. Whoever makes a batch takes it in the same act.
CREATE TABLE recharge_series (
    id   BIGINT PRIMARY KEY CHECK (id = 0),
    next BIGINT NOT NULL CHECK (next >= 1)
);
INSERT INTO recharge_series (id, next) VALUES (0, 1);

CREATE TABLE recharge (
    id          BIGINT PRIMARY KEY,
    number      BIGINT NOT NULL UNIQUE CHECK (number >= 1),
    through_on  TEXT   NOT NULL CHECK (length(through_on) = 10),   -- it took what counts on this day or before
    on_date     TEXT   NOT NULL CHECK (length(on_date) = 10),      -- the day on which it counts in the ledger
    state       TEXT   NOT NULL CHECK (state = 'made' OR state = 'exported' OR state = 'acknowledged' OR state = 'refused' OR state = 'dropped'),
    lines       BIGINT NOT NULL CHECK (lines >= 1),
    customers   BIGINT NOT NULL CHECK (customers >= 1),
    pence       BIGINT NOT NULL,                             -- of all lines, less what is taken back
    made_at     BIGINT NOT NULL,
    made_by     BIGINT REFERENCES person (id),
    file_id     BIGINT UNIQUE REFERENCES stored_file (id),   -- what went out, for ever
    exported_at BIGINT,
    exported_by BIGINT REFERENCES person (id),
    fetched_at  BIGINT,                                      -- when its file was taken, which then is one that was
    fetched_by  BIGINT REFERENCES person (id),
    ended_at    BIGINT,                                      -- acknowledged, refused as a whole, or dropped before it went out
    ended_by    BIGINT REFERENCES person (id),
    ended_on    TEXT   NOT NULL DEFAULT '',                  -- the day on which finance moved it
    journal     TEXT   NOT NULL DEFAULT '',                  -- finance's own number for it
    told_id     BIGINT NOT NULL DEFAULT 0,                   -- the last organisation that was written to, in the order of their numbers
    CHECK ((state = 'made' OR state = 'dropped') = (file_id IS NULL)),
    CHECK ((state = 'made' OR state = 'exported') = (ended_at IS NULL)),
    CHECK ((file_id IS NULL) = (exported_at IS NULL)),
    CHECK (fetched_at IS NULL OR file_id IS NOT NULL)
);
CREATE INDEX recharge_made_by ON recharge (made_by);
CREATE INDEX recharge_exported_by ON recharge (exported_by);
CREATE INDEX recharge_fetched_by ON recharge (fetched_by);
CREATE INDEX recharge_ended_by ON recharge (ended_by);

-- Lines that finance refused, or that were taken out of a batch before it went: what they are of waits again, or is owed no more.
CREATE TABLE recharge_refusal (
    id          BIGINT PRIMARY KEY,
    recharge_id BIGINT NOT NULL REFERENCES recharge (id),
    lines       BIGINT NOT NULL CHECK (lines >= 1),
    pence       BIGINT NOT NULL,
    why         TEXT   NOT NULL,
    became      TEXT   NOT NULL CHECK (became = 'waiting' OR became = 'withdrawn'),
    made_at     BIGINT NOT NULL,
    made_by     BIGINT REFERENCES person (id)
);
CREATE INDEX recharge_refusal_of ON recharge_refusal (recharge_id);
CREATE INDEX recharge_refusal_made_by ON recharge_refusal (made_by);

-- As everything was called and coded when the batch was made.
CREATE TABLE recharge_line (
    recharge_id     BIGINT NOT NULL REFERENCES recharge (id),
    position        BIGINT NOT NULL CHECK (position >= 1),
    bill_item_id    BIGINT NOT NULL REFERENCES bill_item (id),
    organisation_id BIGINT NOT NULL REFERENCES organisation (id),
    customer_name   TEXT   NOT NULL,
    cost_code       TEXT   NOT NULL CHECK (cost_code <> ''), -- where it is debited
    words           TEXT   NOT NULL,
    on_date         TEXT   NOT NULL,
    purchase_order  TEXT   NOT NULL,
    pence           BIGINT NOT NULL CHECK (pence <> 0),
    account_id      BIGINT NOT NULL REFERENCES account (id), -- where it is credited
    cost_centre_id  BIGINT NOT NULL REFERENCES cost_centre (id),
    fund_id         BIGINT REFERENCES fund (id),
    refusal_id      BIGINT REFERENCES recharge_refusal (id),
    PRIMARY KEY (recharge_id, position)
);
CREATE UNIQUE INDEX recharge_line_once ON recharge_line (bill_item_id) WHERE refusal_id IS NULL;      -- an item is in one batch at most, whatever asks
CREATE INDEX recharge_line_item ON recharge_line (bill_item_id);
CREATE INDEX recharge_line_organisation ON recharge_line (organisation_id, recharge_id);
CREATE INDEX recharge_line_refusal ON recharge_line (refusal_id);
