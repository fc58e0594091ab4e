-- What packages cost and what they include.

-- A price rule: lines by phase and sector, the most particular that fits holds. Of a laboratory's model, or of a package; once published it is never changed.
CREATE TABLE price_rule (
    id            BIGINT PRIMARY KEY,
    name          TEXT   NOT NULL,
    part_year     TEXT   NOT NULL CHECK (part_year = 'whole' OR part_year = 'months' OR part_year = 'days'),
    early_percent BIGINT NOT NULL DEFAULT 0 CHECK (early_percent BETWEEN 0 AND 100),
    early_by      TEXT,                               -- accepted on this day or before; NULL: none
    made_at       BIGINT NOT NULL,
    made_by       BIGINT REFERENCES person (id)
);
CREATE TABLE price_rule_line (
    rule_id         BIGINT NOT NULL REFERENCES price_rule (id),
    position        BIGINT NOT NULL,
    phase           TEXT   NOT NULL DEFAULT '',       -- '' any; one of school_phases
    sector          TEXT   NOT NULL DEFAULT '' CHECK (sector = '' OR sector = 'maintained' OR sector = 'academy' OR sector = 'independent'),
    from_roll       BIGINT NOT NULL DEFAULT 0 CHECK (from_roll >= 0),   -- a band begins here
    flat_pence      BIGINT NOT NULL DEFAULT 0 CHECK (flat_pence >= 0),
    per_pupil_pence BIGINT NOT NULL DEFAULT 0 CHECK (per_pupil_pence >= 0),
    floor_pence     BIGINT NOT NULL DEFAULT 0 CHECK (floor_pence >= 0),
    ceiling_pence   BIGINT CHECK (ceiling_pence >= floor_pence),        -- NULL: none
    PRIMARY KEY (rule_id, position),
    UNIQUE (rule_id, phase, sector, from_roll)
);

CREATE TABLE package (
    id           BIGINT PRIMARY KEY,
    name         TEXT   NOT NULL,                     -- "Primary package 2027/28"
    words        TEXT   NOT NULL DEFAULT '',          -- for schools
    rule_id      BIGINT NOT NULL REFERENCES price_rule (id),
    starts_on    TEXT   NOT NULL,                     -- its year: 1 April or 1 September
    ends_on      TEXT   NOT NULL,                     -- the last day
    follows_id   BIGINT REFERENCES package (id),      -- whose subscribers are asked to renew with this one
    state        TEXT   NOT NULL CHECK (state = 'draft' OR state = 'published' OR state = 'closed'),
    order_by     TEXT,                                -- the renewal round's last day to order
    version      BIGINT NOT NULL DEFAULT 1,
    made_at      BIGINT NOT NULL,
    made_by      BIGINT REFERENCES person (id),
    published_at BIGINT,
    CHECK (ends_on > starts_on)
);
-- What it includes; amount NULL: without a limit. percent: off what the others leave to pay.
CREATE TABLE package_item (
    package_id BIGINT NOT NULL REFERENCES package (id),
    kind       TEXT   NOT NULL CHECK (kind = 'places' OR kind = 'credits' OR kind = 'visits' OR kind = 'percent'),
    course_kind TEXT  NOT NULL DEFAULT '',            -- '' all; "governor training", "network meeting"
    amount     BIGINT CHECK (amount > 0),
    PRIMARY KEY (package_id, kind, course_kind),
    CHECK (kind <> 'percent' OR amount <= 100)
);
