-- What a subscription includes, and what has been taken of it.

CREATE TABLE entitlement (
    id              BIGINT PRIMARY KEY,
    subscription_id BIGINT NOT NULL REFERENCES subscription (id),
    organisation_id BIGINT NOT NULL REFERENCES organisation (id),
    kind            TEXT   NOT NULL CHECK (kind = 'places' OR kind = 'credits' OR kind = 'visits' OR kind = 'percent'),
    course_kind     TEXT   NOT NULL DEFAULT '',              -- '' all
    amount          BIGINT CHECK (amount > 0),               -- NULL: without a limit; of 'percent' how many
    used            BIGINT NOT NULL DEFAULT 0 CHECK (used >= 0),
    starts_on       TEXT   NOT NULL,
    ends_on         TEXT   NOT NULL,
    CHECK (kind = 'percent' OR amount IS NULL OR used <= amount),
    UNIQUE (subscription_id, kind, course_kind)
);
CREATE INDEX entitlement_organisation ON entitlement (organisation_id, ends_on);

-- What one registration, or one visit, has taken. It is given back once.
CREATE TABLE entitlement_draw (
    id             BIGINT PRIMARY KEY,
    entitlement_id BIGINT NOT NULL REFERENCES entitlement (id),
    kind           TEXT   NOT NULL,                          -- "place", "visit"
    subject_id     BIGINT NOT NULL,
    units          BIGINT NOT NULL CHECK (units >= 1),
    saved_pence    BIGINT NOT NULL CHECK (saved_pence >= 0), -- what would have been to pay without it, less what is
    drawn_at       BIGINT NOT NULL,
    drawn_by       BIGINT REFERENCES person (id),
    back_at        BIGINT
);
CREATE UNIQUE INDEX entitlement_draw_once ON entitlement_draw (kind, subject_id) WHERE back_at IS NULL;
CREATE INDEX entitlement_draw_pot ON entitlement_draw (entitlement_id);
