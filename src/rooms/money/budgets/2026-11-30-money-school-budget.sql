-- What a school has for training in a year of its own, as it says itself: one that begins in April, or in September.
CREATE TABLE school_budget (
    organisation_id BIGINT NOT NULL REFERENCES organisation (id),
    starts_on       TEXT   NOT NULL CHECK (length(starts_on) = 10),
    ends_on         TEXT   NOT NULL CHECK (length(ends_on) = 10),   -- the last day
    pence           BIGINT NOT NULL CHECK (pence > 0),
    changed_at      BIGINT NOT NULL,
    changed_by      BIGINT NOT NULL REFERENCES person (id),
    PRIMARY KEY (organisation_id, starts_on),
    CHECK (ends_on > starts_on)
);
