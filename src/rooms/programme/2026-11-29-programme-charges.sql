-- What giving up a place of an event costs, and not coming: the rule of one event, by its id, or with id 0 the usual one, which a new event begins with. An amount
-- is a percentage of the place's price or a sum in pence; both 0: nothing.
CREATE TABLE event_charge (
    id              BIGINT PRIMARY KEY,
    event_id        BIGINT UNIQUE REFERENCES event (id),      -- NULL: the usual one
    no_show_percent BIGINT NOT NULL DEFAULT 0 CHECK (no_show_percent BETWEEN 0 AND 100),
    no_show_pence   BIGINT NOT NULL DEFAULT 0 CHECK (no_show_pence >= 0),
    moving_costs    BIGINT NOT NULL DEFAULT 0 CHECK (moving_costs IN (0, 1)),   -- whether moving to another date costs what cancelling would
    words           TEXT   NOT NULL,                          -- the whole rule for people, as event_charges.c says it
    CHECK ((id = 0 AND event_id IS NULL) OR id = event_id)
);
-- Who cancels less than so many days before the first session owes this, unless a tier nearer to it says otherwise.
CREATE TABLE event_charge_tier (
    charge_id BIGINT NOT NULL REFERENCES event_charge (id),
    days      BIGINT NOT NULL CHECK (days >= 1),
    percent   BIGINT NOT NULL CHECK (percent BETWEEN 0 AND 100),
    pence     BIGINT NOT NULL CHECK (pence >= 0),
    PRIMARY KEY (charge_id, days)
);
