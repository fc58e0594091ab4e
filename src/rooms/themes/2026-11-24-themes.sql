-- The strands of the offer. A partnership edits its own.

CREATE TABLE theme (
    id          BIGINT PRIMARY KEY,
    slug        TEXT   NOT NULL UNIQUE,   -- in addresses: "early-years"
    name        TEXT   NOT NULL,
    description TEXT   NOT NULL DEFAULT '',
    colour      BIGINT NOT NULL CHECK (colour BETWEEN 1 AND 6),   -- of its square; never without its name
    position    BIGINT NOT NULL,
    retired     BIGINT NOT NULL DEFAULT 0 CHECK (retired IN (0, 1))
);
