-- What a school says of its own bookings, and who is to decide a place that is asked for first.

-- A school without a row has said nothing: school_rule.h says what holds then.
CREATE TABLE school_rule (
    organisation_id BIGINT PRIMARY KEY REFERENCES organisation (id),
    approval        TEXT   NOT NULL CHECK (approval = 'payers' OR approval = 'all' OR approval = 'none'),
    out_limit       BIGINT CHECK (out_limit >= 0),            -- colleagues out on one day without asking twice; NULL: none
    cover_day_pence BIGINT NOT NULL DEFAULT 0,                -- of one colleague's day; 0: not known
    changed_at      BIGINT NOT NULL,
    changed_by      BIGINT REFERENCES person (id)
);

-- One step of a request: the school's, then the office's where the event asks for it.
CREATE TABLE approval (
    registration_id BIGINT NOT NULL REFERENCES registration (id),
    step            TEXT   NOT NULL CHECK (step = 'school' OR step = 'office'),
    asked_at        BIGINT NOT NULL,
    decided_at      BIGINT,                                   -- NULL: still to decide, while the registration is requested
    decided_by      BIGINT REFERENCES person (id),
    approved        BIGINT CHECK (approved = 0 OR approved = 1),
    note            TEXT   NOT NULL DEFAULT '',
    PRIMARY KEY (registration_id, step)
);
CREATE INDEX approval_open ON approval (asked_at, registration_id) WHERE decided_at IS NULL;
