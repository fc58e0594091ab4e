-- The ledger: what moved from one account to another, in whole pence. A row has two ends, so that none is unbalanced; nothing is changed or removed, a mistake is reversed.

CREATE TABLE account (
    id   BIGINT PRIMARY KEY,                          -- below 100: those that stand here
    code TEXT   NOT NULL UNIQUE,                      -- "4100", as finance says it; the first figure groups them
    name TEXT   NOT NULL,
    kind TEXT   NOT NULL CHECK (kind = 'asset' OR kind = 'liability' OR kind = 'income' OR kind = 'cost')
);

-- Whose money it is, and who holds the budget.
CREATE TABLE cost_centre (
    id   BIGINT PRIMARY KEY,                          -- 1: the partnership's own
    code TEXT   NOT NULL UNIQUE,
    name TEXT   NOT NULL
);

-- Where money comes from, and what pays for a cost.
CREATE TABLE fund (
    id   BIGINT PRIMARY KEY,
    code TEXT   NOT NULL UNIQUE,
    name TEXT   NOT NULL
);

-- One row, which says through which month the books are closed; closing changes it, and whoever posts reads it under a lock.
CREATE TABLE ledger_closed (
    id      BIGINT PRIMARY KEY CHECK (id = 0),
    through TEXT   NOT NULL                           -- "2027-03"; '' none
);
CREATE TABLE period_close (
    month     TEXT   PRIMARY KEY,                     -- the last one that it closed
    closed_at BIGINT NOT NULL,
    closed_by BIGINT REFERENCES person (id),
    note      TEXT   NOT NULL
);

-- One thing that happened, with all its rows. What it is about is known by kind and number, and said in words: the rooms above know more.
CREATE TABLE posting (
    id         BIGINT PRIMARY KEY,
    kind       TEXT   NOT NULL,                       -- "noted": by hand
    subject_id BIGINT NOT NULL,
    on_date    TEXT   NOT NULL CHECK (length(on_date) = 10),   -- the day on which it counts
    month      TEXT   NOT NULL CHECK (month = substr(on_date, 1, 7)),
    words      TEXT   NOT NULL,
    rows       BIGINT NOT NULL CHECK (rows >= 1 AND rows <= 200),
    reverses   BIGINT UNIQUE REFERENCES posting (id),
    made_at    BIGINT NOT NULL,
    made_by    BIGINT REFERENCES person (id),         -- NULL: by rule
    UNIQUE (kind, subject_id),                        -- so that a command repeated counts once
    CHECK (reverses <> id)
);

CREATE TABLE posting_row (
    posting_id     BIGINT NOT NULL REFERENCES posting (id),
    position       BIGINT NOT NULL CHECK (position >= 1),
    from_account   BIGINT NOT NULL REFERENCES account (id),
    to_account     BIGINT NOT NULL REFERENCES account (id),
    pence          BIGINT NOT NULL CHECK (pence > 0 AND pence <= 100000000000),
    month          TEXT   NOT NULL,                   -- its posting's
    cost_centre_id BIGINT NOT NULL REFERENCES cost_centre (id),
    fund_id        BIGINT REFERENCES fund (id),
    PRIMARY KEY (posting_id, position),
    CHECK (from_account <> to_account)
);
CREATE INDEX posting_row_from ON posting_row (from_account, month, posting_id);
CREATE INDEX posting_row_to ON posting_row (to_account, month, posting_id);

INSERT INTO ledger_closed (id, through) VALUES (0, '');
INSERT INTO account (id, code, name, kind) VALUES
    (1, '1100', 'Schools and others owe us', 'asset'), (2, '1200', 'Bank', 'asset'), (5, '1400', 'Earned, not invoiced', 'asset'), (6, '1500', 'Paid ahead', 'asset'),
    (11, '2100', 'VAT owed', 'liability'), (13, '2300', 'Subscriptions for time to come', 'liability'),
    (14, '2400', 'Costs not paid yet', 'liability'), (15, '2500', 'Funds not spent yet', 'liability'),
    (21, '4100', 'Subscriptions', 'income'), (22, '4200', 'Places and events', 'income'), (23, '4300', 'Charges', 'income'),
    (24, '4400', 'School-improvement money and grants', 'income'), (25, '4500', 'Sponsorship', 'income'), (26, '4600', 'Joint purchases', 'income'),
    (31, '5100', 'Facilitators', 'cost'), (32, '5200', 'Venues', 'cost'), (33, '5300', 'Catering', 'cost'), (34, '5400', 'Materials', 'cost'),
    (35, '5500', 'Staff time', 'cost'), (36, '5600', 'Joint purchases bought', 'cost'), (37, '5800', 'Written off', 'cost'), (38, '5900', 'Other costs', 'cost');
INSERT INTO cost_centre (id, code, name) VALUES (1, 'LP', 'Learning partnership');
INSERT INTO fund (id, code, name) VALUES
    (1, 'SUB', 'Subscriptions'), (2, 'SIF', 'School-improvement fund'), (3, 'DED', 'De-delegation'), (4, 'GRA', 'Grants'), (5, 'EXT', 'External sales'), (6, 'SPO', 'Sponsorship');
