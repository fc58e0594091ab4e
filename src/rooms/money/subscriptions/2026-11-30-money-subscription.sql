-- Who subscribes to which package, from when to when, at what price.

CREATE TABLE subscription (
    id              BIGINT PRIMARY KEY,
    organisation_id BIGINT NOT NULL REFERENCES organisation (id),
    package_id      BIGINT NOT NULL REFERENCES package (id),
    state           TEXT   NOT NULL CHECK (state = 'quoted' OR state = 'ordered' OR state = 'active' OR state = 'declined' OR state = 'lapsed' OR state = 'cancelled'),
    starts_on       TEXT   NOT NULL CHECK (length(starts_on) = 10),
    ends_on         TEXT   NOT NULL CHECK (length(ends_on) = 10),   -- the last day
    pence           BIGINT NOT NULL CHECK (pence >= 0),      -- to pay for these days, as it was said when it was ordered
    full_pence      BIGINT NOT NULL CHECK (full_pence >= 0), -- of a whole year
    price_why       TEXT   NOT NULL,                         -- the sum in words
    purchase_order  TEXT   NOT NULL DEFAULT '',
    follows_id      BIGINT REFERENCES subscription (id),     -- last year's, which it renews or takes over
    quoted_at       BIGINT NOT NULL,
    quoted_by       BIGINT REFERENCES person (id),
    reminded_at     BIGINT,
    ordered_at      BIGINT,
    ordered_by      BIGINT REFERENCES person (id),
    began_at        BIGINT,                                  -- confirmed by the office
    ended_at        BIGINT,                                  -- declined, lapsed or cancelled
    ended_why       TEXT   NOT NULL DEFAULT '',
    CHECK (ends_on >= starts_on)
);
CREATE UNIQUE INDEX subscription_once ON subscription (organisation_id, package_id) WHERE state = 'quoted' OR state = 'ordered' OR state = 'active';
CREATE INDEX subscription_package ON subscription (package_id, state);
CREATE INDEX subscription_organisation ON subscription (organisation_id, starts_on);
CREATE INDEX subscription_follows ON subscription (follows_id);

-- Another price from a day on, because the school changed its phase or its type: the difference is billed for what is left of the year.
CREATE TABLE subscription_price (
    subscription_id BIGINT NOT NULL REFERENCES subscription (id),
    from_on         TEXT   NOT NULL CHECK (length(from_on) = 10),
    full_pence      BIGINT NOT NULL CHECK (full_pence >= 0),
    why             TEXT   NOT NULL,
    made_at         BIGINT NOT NULL,
    made_by         BIGINT REFERENCES person (id),
    PRIMARY KEY (subscription_id, from_on)
);
