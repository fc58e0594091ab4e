-- What somebody owes, said once by whichever room it is of, until it is on an invoice or in a recharge.

INSERT INTO account (id, code, name, kind) VALUES (3, '1300', 'Recharges under way', 'asset'), (4, '1210', 'Moved inside the council', 'asset');

CREATE TABLE bill_item (
    id              BIGINT PRIMARY KEY,
    kind            TEXT   NOT NULL,                         -- "place", "charge", "subscription", "round"
    subject_id      BIGINT NOT NULL,
    organisation_id BIGINT REFERENCES organisation (id),     -- who owes it
    person_id       BIGINT REFERENCES person (id),           -- the same, of somebody who comes for no organisation
    pence           BIGINT NOT NULL CHECK (pence <> 0 AND pence >= -100000000 AND pence <= 100000000),   -- without VAT; below 0: to be credited
    supply          TEXT   NOT NULL CHECK (supply = 'training' OR supply = 'subscription' OR supply = 'charge' OR supply = 'goods' OR supply = 'hire' OR supply = 'service'),
    on_date         TEXT   NOT NULL CHECK (length(on_date) = 10),   -- the day on which it counts
    words           TEXT   NOT NULL,
    purchase_order  TEXT   NOT NULL DEFAULT '',
    account_id      BIGINT NOT NULL REFERENCES account (id), -- where it is earned
    cost_centre_id  BIGINT NOT NULL REFERENCES cost_centre (id),
    fund_id         BIGINT REFERENCES fund (id),
    state           TEXT   NOT NULL CHECK (state = 'waiting' OR state = 'billed' OR state = 'withdrawn'),
    reverses        BIGINT UNIQUE REFERENCES bill_item (id), -- the item that it takes back
    billed_by       TEXT   NOT NULL DEFAULT '' CHECK (billed_by = '' OR billed_by = 'document' OR billed_by = 'recharge'),
    billed_id       BIGINT,
    why             TEXT   NOT NULL DEFAULT '',              -- of what was withdrawn, or is to be credited
    made_at         BIGINT NOT NULL,
    made_by         BIGINT REFERENCES person (id),           -- NULL: by rule
    CHECK ((organisation_id IS NULL) <> (person_id IS NULL)),
    CHECK ((state = 'billed') = (billed_id IS NOT NULL)),
    CHECK ((billed_by = '') = (billed_id IS NULL))
);
CREATE UNIQUE INDEX bill_item_once ON bill_item (kind, subject_id) WHERE reverses IS NULL;
CREATE INDEX bill_item_waiting ON bill_item (on_date, id) WHERE state = 'waiting';
CREATE INDEX bill_item_organisation ON bill_item (organisation_id, on_date);
CREATE INDEX bill_item_person ON bill_item (person_id);
CREATE INDEX bill_item_billed ON bill_item (billed_id);
