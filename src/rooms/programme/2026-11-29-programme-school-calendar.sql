-- When schools teach: terms, half-terms, holidays, INSET days, and bank holidays beyond those that the program brings.

CREATE TABLE school_period (
    id              BIGINT PRIMARY KEY,
    kind            TEXT   NOT NULL CHECK (kind = 'term' OR kind = 'half-term' OR kind = 'holiday' OR kind = 'bank holiday' OR kind = 'INSET'),
    name            TEXT   NOT NULL,
    from_on         TEXT   NOT NULL,
    till_on         TEXT   NOT NULL,                            -- its last day
    organisation_id BIGINT REFERENCES organisation (id),        -- an INSET day of one school; NULL: of all
    CHECK (till_on >= from_on),
    CHECK (organisation_id IS NULL OR kind = 'INSET')
);
-- Whoever changes it holds this row first, so that no two terms are laid over each other at once.
CREATE TABLE school_calendar (id BIGINT PRIMARY KEY CHECK (id = 1), version BIGINT NOT NULL);
INSERT INTO school_calendar (id, version) VALUES (1, 1);

CREATE INDEX school_period_from ON school_period (from_on);
