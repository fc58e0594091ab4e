-- What pays for each cost of an event; staff time is one of them.
CREATE TABLE event_cost_anew (
    event_id BIGINT NOT NULL REFERENCES event (id),
    position BIGINT NOT NULL CHECK (position >= 1),
    kind     TEXT   NOT NULL CHECK (kind = 'facilitator' OR kind = 'venue' OR kind = 'catering' OR kind = 'materials' OR kind = 'staff time' OR kind = 'other'),
    words    TEXT   NOT NULL DEFAULT '',
    pence    BIGINT NOT NULL CHECK (pence >= 0),
    fund_id  BIGINT NOT NULL DEFAULT 1 REFERENCES fund (id),   -- 1: subscriptions
    added_by BIGINT NOT NULL REFERENCES person (id),
    added_at BIGINT NOT NULL,
    PRIMARY KEY (event_id, position)
);
INSERT INTO event_cost_anew (event_id, position, kind, words, pence, added_by, added_at) SELECT event_id, position, kind, words, pence, added_by, added_at FROM event_cost;
DROP TABLE event_cost;
ALTER TABLE event_cost_anew RENAME TO event_cost;
ALTER TABLE facilitator_agreement ADD COLUMN fund_id BIGINT REFERENCES fund (id);   -- NULL: subscriptions

-- A line of costs in the ledger, one at a time for each: what it was when it was posted, and whether it is paid. Changed, it is taken back and posted anew; paid, it stays.
CREATE TABLE event_cost_posted (
    id             BIGINT PRIMARY KEY,                     -- its posting's subject
    event_id       BIGINT NOT NULL REFERENCES event (id),
    position       BIGINT NOT NULL,                        -- of a line; 0: an agreement
    person_id      BIGINT NOT NULL,                        -- of an agreement; 0: a line
    account_id     BIGINT NOT NULL REFERENCES account (id),
    cost_centre_id BIGINT NOT NULL REFERENCES cost_centre (id),
    fund_id        BIGINT NOT NULL REFERENCES fund (id),
    pence          BIGINT NOT NULL CHECK (pence > 0),
    event_on       TEXT   NOT NULL,                        -- the event's day as it was
    words          TEXT   NOT NULL,
    posting_id     BIGINT NOT NULL REFERENCES posting (id),
    back_id        BIGINT REFERENCES posting (id),         -- it was taken back
    paid_id        BIGINT REFERENCES posting (id),
    paid_on        TEXT,
    CHECK (back_id IS NULL OR paid_id IS NULL),
    CHECK ((paid_id IS NULL) = (paid_on IS NULL)),
    CHECK ((position = 0) = (person_id > 0))
);
CREATE UNIQUE INDEX event_cost_posted_once ON event_cost_posted (event_id, position, person_id) WHERE back_id IS NULL;
CREATE INDEX event_cost_to_pay ON event_cost_posted (event_on, id) WHERE back_id IS NULL AND paid_id IS NULL;
