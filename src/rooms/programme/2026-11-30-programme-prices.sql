-- Prices of an event by what a customer is (money's customer_class.h), where that differs from the price for others. Members pay the members' price.
CREATE TABLE event_price (
    event_id BIGINT NOT NULL REFERENCES event (id),
    class    TEXT   NOT NULL CHECK (class = 'maintained' OR class = 'other phase' OR class = 'academy' OR class = 'neighbour' OR class = 'independent' OR class = 'partner'
                                 OR class = 'department' OR class = 'person'),
    pence    BIGINT NOT NULL CHECK (pence >= 0),
    PRIMARY KEY (event_id, class)
);

-- What is taken off the price of an event: for booking early, for booking so many places at once.
CREATE TABLE event_discount (
    event_id      BIGINT PRIMARY KEY REFERENCES event (id),
    early_percent BIGINT NOT NULL DEFAULT 0 CHECK (early_percent BETWEEN 0 AND 100),
    early_days    BIGINT NOT NULL DEFAULT 0 CHECK (early_days >= 0),        -- up to so many days before the first session,
    early_on      TEXT   NOT NULL DEFAULT '',                               -- or up to this day; '' where it is days
    group_percent BIGINT NOT NULL DEFAULT 0 CHECK (group_percent BETWEEN 0 AND 100),
    group_from    BIGINT NOT NULL DEFAULT 0 CHECK (group_from >= 0),
    CHECK (early_percent > 0 OR group_percent > 0),
    CHECK (early_percent = 0 OR (early_days > 0) <> (early_on <> '')),
    CHECK (group_percent = 0 OR group_from >= 2)
);

-- What new events of a kind of course begin with; 'member' and 'other' where nothing is typed for them.
CREATE TABLE usual_price (
    kind  TEXT   NOT NULL,
    class TEXT   NOT NULL CHECK (class = 'member' OR class = 'other' OR class = 'maintained' OR class = 'other phase' OR class = 'academy' OR class = 'neighbour'
                              OR class = 'independent' OR class = 'partner' OR class = 'department' OR class = 'person'),
    pence BIGINT NOT NULL CHECK (pence >= 0),
    PRIMARY KEY (kind, class)
);
CREATE TABLE usual_discount (
    kind          TEXT   PRIMARY KEY,
    early_percent BIGINT NOT NULL CHECK (early_percent BETWEEN 0 AND 100),
    early_days    BIGINT NOT NULL CHECK (early_days >= 0),
    group_percent BIGINT NOT NULL CHECK (group_percent BETWEEN 0 AND 100),
    group_from    BIGINT NOT NULL CHECK (group_from >= 0),
    CHECK (early_percent > 0 OR group_percent > 0)
);
