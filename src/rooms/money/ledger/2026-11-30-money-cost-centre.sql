-- Whose cost centre it is: what their events cost is of it, and whoever holds their budget sees it. NULL: nobody's but the office's.
ALTER TABLE cost_centre ADD COLUMN organisation_id BIGINT REFERENCES organisation (id);
CREATE UNIQUE INDEX cost_centre_organisation ON cost_centre (organisation_id) WHERE organisation_id IS NOT NULL;

-- What a cost centre may spend in a financial year, and what it is to bring in.
CREATE TABLE budget (
    cost_centre_id BIGINT NOT NULL REFERENCES cost_centre (id),
    year           BIGINT NOT NULL CHECK (year >= 2000 AND year <= 2999),   -- the one that begins in April of it
    cost_pence     BIGINT NOT NULL CHECK (cost_pence >= 0),
    income_pence   BIGINT NOT NULL CHECK (income_pence >= 0),
    set_at         BIGINT NOT NULL,
    set_by         BIGINT REFERENCES person (id),
    PRIMARY KEY (cost_centre_id, year)
);
