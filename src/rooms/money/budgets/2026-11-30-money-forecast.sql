-- A forecast as it was worked out: what was assumed, and line by line what came of it, so that it stays as it was whatever happens after.
CREATE TABLE forecast (
    id         BIGINT PRIMARY KEY,
    name       TEXT   NOT NULL,
    from_month TEXT   NOT NULL,                           -- the twelve months that it begins with
    to_month   TEXT   NOT NULL,
    query      TEXT   NOT NULL,                           -- what was assumed, as the address of the page that works it out
    words      TEXT   NOT NULL,                           -- the same in words
    made_at    BIGINT NOT NULL,
    made_by    BIGINT REFERENCES person (id)
);
CREATE TABLE forecast_line (
    forecast_id BIGINT NOT NULL REFERENCES forecast (id),
    position    BIGINT NOT NULL,
    kind        TEXT   NOT NULL CHECK (kind = 'income' OR kind = 'cost'),
    name        TEXT   NOT NULL,
    base        BIGINT NOT NULL,
    low         BIGINT NOT NULL,
    middle      BIGINT NOT NULL,
    high        BIGINT NOT NULL,
    PRIMARY KEY (forecast_id, position)
);
