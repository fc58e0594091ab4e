-- The price laboratory: some rules side by side on the schools that a filter leaves. Nothing of it is shown to schools.

CREATE TABLE price_study (
    id             BIGINT PRIMARY KEY,
    name           TEXT   NOT NULL,
    authority_code TEXT   NOT NULL DEFAULT '',        -- '' all
    phase          TEXT   NOT NULL DEFAULT '',
    sector         TEXT   NOT NULL DEFAULT '',
    needed_pence   BIGINT NOT NULL DEFAULT 0 CHECK (needed_pence >= 0),   -- what the year has to bring
    made_at        BIGINT NOT NULL,
    made_by        BIGINT REFERENCES person (id)
);
CREATE TABLE price_study_model (
    study_id BIGINT NOT NULL REFERENCES price_study (id),
    position BIGINT NOT NULL CHECK (position BETWEEN 1 AND 4),
    rule_id  BIGINT NOT NULL REFERENCES price_rule (id),
    PRIMARY KEY (study_id, position)
);
