-- Joint purchases: what is bought together, what it costs from how many on, who wants how much, and what each saved by it.

CREATE TABLE round (
    id             BIGINT PRIMARY KEY,
    title          TEXT   NOT NULL,
    what           TEXT   NOT NULL DEFAULT '',            -- a sentence, for lists
    supplier_id    BIGINT REFERENCES organisation (id),   -- NULL: known by name alone, or not yet
    supplier       TEXT   NOT NULL DEFAULT '',
    local          BIGINT NOT NULL DEFAULT 0 CHECK (local = 0 OR local = 1),       -- the supplier is of the place
    specification  TEXT   NOT NULL DEFAULT '',            -- Markdown
    unit           TEXT   NOT NULL,                       -- "class set"
    units          TEXT   NOT NULL,                       -- "class sets"
    state          TEXT   NOT NULL CHECK (state = 'proposed' OR state = 'draft' OR state = 'interest' OR state = 'specification' OR state = 'commitment' OR state = 'closed' OR state = 'allotted'
                                          OR state = 'charged' OR state = 'called off'),
    interest_until TEXT,
    commit_until   TEXT,                                  -- the last day, included
    each_least     BIGINT NOT NULL DEFAULT 1 CHECK (each_least >= 1),              -- the smallest order
    supply         BIGINT CHECK (supply > 0),             -- how many can be had; NULL: as many as are wanted
    share          TEXT   NOT NULL DEFAULT 'pro rata' CHECK (share = 'pro rata' OR share = 'even'),   -- who gets how many when more are wanted than can be had
    names_shown    BIGINT NOT NULL DEFAULT 0 CHECK (names_shown = 0 OR names_shown = 1),              -- those who take part see each other
    method         TEXT   NOT NULL DEFAULT '' CHECK (method = '' OR method = 'quoted' OR method = 'list' OR method = 'own'),   -- what a saving is reckoned against
    alone_pence    BIGINT CHECK (alone_pence > 0),        -- what one costs who buys alone
    alone_source   TEXT   NOT NULL DEFAULT '',            -- who said so, and when
    cost_centre_id BIGINT NOT NULL REFERENCES cost_centre (id),
    fund_id        BIGINT REFERENCES fund (id),
    quantity       BIGINT NOT NULL DEFAULT 0 CHECK (quantity >= 0),                -- committed by all together
    takers         BIGINT NOT NULL DEFAULT 0 CHECK (takers >= 0 AND takers <= 300),
    price_pence    BIGINT NOT NULL DEFAULT 0 CHECK (price_pence >= 0),             -- what everybody pays for one: of that quantity until it is closed, then for ever; 0: too few
    counts_on      TEXT,                                  -- the day on which it is owed
    cost_pence     BIGINT CHECK (cost_pence > 0),         -- what the supplier asks
    ended_why      TEXT   NOT NULL DEFAULT '',            -- of one that was called off
    proposed_by    BIGINT REFERENCES organisation (id),
    proposer_id    BIGINT REFERENCES person (id),
    version        BIGINT NOT NULL DEFAULT 1,
    made_at        BIGINT NOT NULL,
    made_by        BIGINT REFERENCES person (id),
    closed_at      BIGINT,
    ended_at       BIGINT,                                -- charged, or called off
    CHECK (state <> 'commitment' OR (commit_until IS NOT NULL AND method <> '' AND alone_pence IS NOT NULL)),
    CHECK ((state <> 'closed' AND state <> 'allotted' AND state <> 'charged') OR price_pence > 0),
    CHECK (state <> 'charged' OR (counts_on IS NOT NULL AND cost_pence IS NOT NULL))
);
CREATE INDEX round_state ON round (state, commit_until);
CREATE INDEX round_supplier ON round (supplier_id);
CREATE INDEX round_proposed ON round (proposed_by);

-- From so many on everybody pays so much; the first step is also the least for which it is bought at all.
CREATE TABLE round_tier (
    round_id      BIGINT NOT NULL REFERENCES round (id),
    from_quantity BIGINT NOT NULL CHECK (from_quantity >= 1),
    pence         BIGINT NOT NULL CHECK (pence > 0),
    PRIMARY KEY (round_id, from_quantity)
);

-- What somebody would like, without binding anybody. Quantity 0: not for us.
CREATE TABLE round_interest (
    round_id        BIGINT NOT NULL REFERENCES round (id),
    organisation_id BIGINT NOT NULL REFERENCES organisation (id),
    quantity        BIGINT NOT NULL CHECK (quantity >= 0),
    note            TEXT   NOT NULL DEFAULT '',
    person_id       BIGINT NOT NULL REFERENCES person (id),
    said_at         BIGINT NOT NULL,
    PRIMARY KEY (round_id, organisation_id)
);
CREATE INDEX round_interest_organisation ON round_interest (organisation_id);

-- What an organisation takes: changed and withdrawn until the round is closed, binding from then on.
CREATE TABLE round_commitment (
    id              BIGINT PRIMARY KEY,
    round_id        BIGINT NOT NULL REFERENCES round (id),
    organisation_id BIGINT NOT NULL REFERENCES organisation (id),
    quantity        BIGINT NOT NULL CHECK (quantity >= 0),        -- 0: withdrawn
    purchase_order  TEXT   NOT NULL DEFAULT '',
    alone_pence     BIGINT NOT NULL CHECK (alone_pence > 0),      -- what one would have cost them alone
    alone_why       TEXT   NOT NULL CHECK (alone_why = 'quoted' OR alone_why = 'list' OR alone_why = 'own'),
    estimate_pence  BIGINT NOT NULL,                              -- saved, at the price of the day on which it was said
    person_id       BIGINT NOT NULL REFERENCES person (id),
    made_at         BIGINT NOT NULL,
    changed_at      BIGINT NOT NULL,
    allotted        BIGINT CHECK (allotted >= 0 AND allotted <= quantity),
    pence           BIGINT CHECK (pence >= 0),                    -- to pay for what is allotted
    saved_pence     BIGINT,                                       -- by what was charged
    billed_at       BIGINT,
    lifted_at       BIGINT,
    lifted_why      TEXT   NOT NULL DEFAULT '',
    UNIQUE (round_id, organisation_id),
    CHECK ((allotted IS NULL) = (pence IS NULL))
);
CREATE INDEX round_commitment_organisation ON round_commitment (organisation_id);

-- Each change of a commitment, with the price that everybody paid from then on.
CREATE TABLE round_change (
    id             BIGINT PRIMARY KEY,
    commitment_id  BIGINT NOT NULL REFERENCES round_commitment (id),
    was            BIGINT NOT NULL,
    quantity       BIGINT NOT NULL,
    purchase_order TEXT   NOT NULL,
    together       BIGINT NOT NULL,                               -- of all, after it
    price_pence    BIGINT NOT NULL,
    person_id      BIGINT NOT NULL REFERENCES person (id),
    made_at        BIGINT NOT NULL
);
CREATE INDEX round_change_commitment ON round_change (commitment_id);

CREATE TABLE round_question (
    id              BIGINT PRIMARY KEY,
    round_id        BIGINT NOT NULL REFERENCES round (id),
    organisation_id BIGINT NOT NULL REFERENCES organisation (id),
    person_id       BIGINT NOT NULL REFERENCES person (id),
    words           TEXT   NOT NULL,
    asked_at        BIGINT NOT NULL,
    answer          TEXT   NOT NULL DEFAULT '',
    answered_by     BIGINT REFERENCES person (id),
    answered_at     BIGINT
);
CREATE INDEX round_question_round ON round_question (round_id);

-- Who was told what of it, so that nobody is told twice: whom is an organisation, or a person where it is told to all.
CREATE TABLE round_told (
    round_id BIGINT NOT NULL REFERENCES round (id),
    step     TEXT   NOT NULL,
    whom_id  BIGINT NOT NULL,
    told_at  BIGINT NOT NULL,
    PRIMARY KEY (round_id, step, whom_id)
);
