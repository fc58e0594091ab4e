-- What a subscription's price rests on, what became of it when the school changed, and how much of it has been earned.

-- What the register said of the school when the price was reckoned: an offer keeps it, and another phase or sector is another price.
CREATE TABLE subscription_basis (
    subscription_id BIGINT PRIMARY KEY REFERENCES subscription (id),
    phase           TEXT   NOT NULL,
    sector          TEXT   NOT NULL,
    roll            BIGINT                               -- NULL: it had no number of pupils
);

-- What the office decided when a school's phase or sector changed, or another school continued it.
CREATE TABLE subscription_change (
    id              BIGINT PRIMARY KEY,                  -- the subject of its bill item
    subscription_id BIGINT NOT NULL REFERENCES subscription (id),
    kind            TEXT   NOT NULL CHECK (kind = 'price' OR kind = 'kept' OR kind = 'passed'),
    from_on         TEXT   NOT NULL CHECK (length(from_on) = 10),
    words           TEXT   NOT NULL,                     -- "primary, maintained; now primary, academy"
    pence           BIGINT NOT NULL,                     -- more to pay, or less
    to_id           BIGINT REFERENCES subscription (id), -- passed: the successor's
    made_at         BIGINT NOT NULL,
    made_by         BIGINT REFERENCES person (id),
    CHECK ((kind = 'passed') = (to_id IS NOT NULL))
);
CREATE INDEX subscription_change_of ON subscription_change (subscription_id);
CREATE INDEX subscription_change_to ON subscription_change (to_id);

-- How much of each bill item was earned by the posting of a month; what it comes to by then is never more than was billed.
CREATE TABLE subscription_earned (
    bill_item_id BIGINT NOT NULL REFERENCES bill_item (id),
    month        TEXT   NOT NULL CHECK (length(month) = 7),
    pence        BIGINT NOT NULL CHECK (pence <> 0),
    PRIMARY KEY (bill_item_id, month)
);
CREATE INDEX subscription_earned_month ON subscription_earned (month);

CREATE INDEX subscription_waits ON subscription (id) WHERE state = 'ordered';
