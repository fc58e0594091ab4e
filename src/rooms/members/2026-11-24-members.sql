-- Authorities, organisations and schools, people and their posts, signing in, settings, imports.

CREATE TABLE setting (
    name  TEXT PRIMARY KEY,               -- "name", "url", "home_authority" ...
    value TEXT NOT NULL
);

CREATE TABLE authority (
    code TEXT PRIMARY KEY,                -- three digits, "205"
    name TEXT NOT NULL
);

CREATE TABLE organisation (
    id             BIGINT PRIMARY KEY,
    kind           TEXT   NOT NULL CHECK (kind IN ('school', 'department', 'partner', 'partnership', 'other')),
    name           TEXT   NOT NULL,
    name_folded    TEXT   NOT NULL,
    sort_key       TEXT   NOT NULL,
    authority_code TEXT   REFERENCES authority (code),
    street         TEXT   NOT NULL DEFAULT '',
    town           TEXT   NOT NULL DEFAULT '',
    postcode       TEXT   NOT NULL DEFAULT '',
    ward           TEXT   NOT NULL DEFAULT '',
    telephone      TEXT   NOT NULL DEFAULT '',
    website        TEXT   NOT NULL DEFAULT '',
    created_at     BIGINT NOT NULL,
    changed_at     BIGINT NOT NULL
);
CREATE INDEX organisation_order ON organisation (sort_key, id);
CREATE INDEX organisation_authority ON organisation (authority_code);

-- Until packages exist, the office says from when to when an organisation is a member.
CREATE TABLE membership (
    id              BIGINT PRIMARY KEY,
    organisation_id BIGINT NOT NULL REFERENCES organisation (id),
    starts_on       TEXT   NOT NULL,
    ends_on         TEXT                  -- the last day; NULL: until further notice
);
CREATE INDEX membership_organisation ON membership (organisation_id);

-- The establishment record of an organisation that is a school.
CREATE TABLE school (
    organisation_id      BIGINT PRIMARY KEY REFERENCES organisation (id),
    urn                  TEXT   NOT NULL UNIQUE,
    establishment_number TEXT   NOT NULL DEFAULT '',
    type_code            TEXT   NOT NULL DEFAULT '',
    type_name            TEXT   NOT NULL DEFAULT '',
    type_group           TEXT   NOT NULL DEFAULT '',    -- the register's code: 4 is local-authority maintained
    phase                TEXT   NOT NULL CHECK (phase IN ('nursery', 'primary', 'middle deemed primary', 'middle deemed secondary',
                                                          'secondary', 'all-through', '16 plus', 'special', 'alternative provision', 'not applicable')),
    phase_code           TEXT   NOT NULL DEFAULT '',
    status               TEXT   NOT NULL CHECK (status IN ('open', 'closed', 'proposed to close', 'proposed to open')),
    maintained           BIGINT NOT NULL CHECK (maintained IN (0, 1)),
    independent          BIGINT NOT NULL CHECK (independent IN (0, 1)),
    opened_on            TEXT,
    closed_on            TEXT,
    low_age              BIGINT,
    high_age             BIGINT,
    roll                 BIGINT,
    ukprn                TEXT   NOT NULL DEFAULT '',
    trust                TEXT   NOT NULL DEFAULT '',
    easting              BIGINT,
    northing             BIGINT,
    register_changed_on  TEXT
);

-- History reads forward: what `urn` was is continued by `linked_urn`.
CREATE TABLE school_link (
    urn            TEXT NOT NULL,
    linked_urn     TEXT NOT NULL,
    kind           TEXT NOT NULL CHECK (kind IN ('successor', 'merger', 'split')),
    established_on TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (urn, linked_urn)
);
CREATE INDEX school_link_back ON school_link (linked_urn);

CREATE TABLE person (
    id            BIGINT PRIMARY KEY,
    name          TEXT   NOT NULL,
    name_folded   TEXT   NOT NULL,
    sort_key      TEXT   NOT NULL,        -- by family name
    email         TEXT   NOT NULL,
    email_folded  TEXT   NOT NULL UNIQUE,
    password_hash TEXT   NOT NULL DEFAULT '',
    invited_at    BIGINT,                 -- the invitation that was mailed
    first_in_at   BIGINT,                 -- first signed in
    created_at    BIGINT NOT NULL,
    changed_at    BIGINT NOT NULL
);
CREATE INDEX person_order ON person (sort_key, id);

CREATE TABLE post (
    id                BIGINT PRIMARY KEY,
    person_id         BIGINT NOT NULL REFERENCES person (id),
    organisation_id   BIGINT NOT NULL REFERENCES organisation (id),
    role              TEXT   NOT NULL,    -- members/post.h lists them: "headteacher", "CPD lead", "teacher", "governor" ...
    title             TEXT   NOT NULL DEFAULT '',    -- as the school says it: "Year 3 teacher, phonics lead"
    starts_on         TEXT   NOT NULL,
    ends_on           TEXT,               -- the last day, included
    governor_category TEXT   CHECK (governor_category IN ('parent', 'staff', 'co-opted', 'local authority', 'foundation', 'partnership', 'ex officio', 'associate', 'trustee', 'member')),
    governor_office   TEXT   CHECK (governor_office IN ('chair', 'vice-chair', 'clerk')),
    created_at        BIGINT NOT NULL,
    CHECK (ends_on IS NULL OR ends_on >= starts_on),
    CHECK (governor_category IS NULL OR role = 'governor')
);
CREATE INDEX post_person ON post (person_id);
CREATE INDEX post_organisation ON post (organisation_id, role);

CREATE TABLE sign_in (
    id         BIGINT PRIMARY KEY,
    token_hash TEXT   NOT NULL UNIQUE,
    person_id  BIGINT NOT NULL REFERENCES person (id),
    post_id    BIGINT REFERENCES post (id),          -- the post acted in
    began_at   BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    ended_at   BIGINT,
    device     TEXT   NOT NULL DEFAULT '',
    address    TEXT   NOT NULL DEFAULT ''
);
CREATE INDEX sign_in_person ON sign_in (person_id);

-- An emailed link: used once, by the button on the page that it opens.
CREATE TABLE sign_in_link (
    token_hash TEXT   PRIMARY KEY,
    person_id  BIGINT NOT NULL REFERENCES person (id),
    purpose    TEXT   NOT NULL CHECK (purpose IN ('sign-in', 'invitation', 'password')),
    made_at    BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at    BIGINT
);
CREATE INDEX sign_in_link_person ON sign_in_link (person_id);

-- Slows guessing by account and by network; never locks, for a stranger could lock the owner out.
CREATE TABLE sign_in_attempt (
    key      TEXT PRIMARY KEY,            -- hash of address or of network
    failures BIGINT NOT NULL,
    last_at  BIGINT NOT NULL
);

-- A register or people file on its way in: staged in slices under an id that nothing shows until it is whole ('staged'),
-- previewed, then applied in slices by a job, or dropped.
CREATE TABLE import (
    id         BIGINT PRIMARY KEY,
    kind       TEXT   NOT NULL CHECK (kind IN ('register', 'people')),
    file_name  TEXT   NOT NULL,
    state      TEXT   NOT NULL CHECK (state IN ('staging', 'staged', 'applying', 'applied', 'dropped')),
    person_id  BIGINT REFERENCES person (id),
    organisation_id BIGINT REFERENCES organisation (id),   -- a school's own administrator imports for this school only
    invite     BIGINT NOT NULL DEFAULT 0 CHECK (invite IN (0, 1)),   -- people: write to those who are new
    rows       BIGINT NOT NULL DEFAULT 0,         -- in the file
    same       BIGINT NOT NULL DEFAULT 0,         -- of these, rows that would change nothing, which are not staged
    last_line  BIGINT NOT NULL DEFAULT 0,         -- applied up to and with this one
    made_at    BIGINT NOT NULL,
    applied_at BIGINT
);

-- One line of it that would change something, or cannot be used.
CREATE TABLE import_row (
    import_id BIGINT NOT NULL REFERENCES import (id),
    line      BIGINT NOT NULL,
    key       TEXT   NOT NULL,            -- URN or folded email address
    name      TEXT   NOT NULL,            -- of the school or person, for the preview
    outcome   TEXT   NOT NULL CHECK (outcome IN ('new', 'changed', 'closed', 'succeeded', 'held', 'error')),
    say       TEXT   NOT NULL DEFAULT '', -- what would change, or what is wrong, in words
    accepted  BIGINT NOT NULL CHECK (accepted IN (0, 1)),
    PRIMARY KEY (import_id, line)
);
CREATE INDEX import_row_outcome ON import_row (import_id, outcome, line);

-- What a line of the register would write: ids and sort keys are made in C, so that applying is a few statements over many rows.
CREATE TABLE import_school (
    import_id            BIGINT NOT NULL REFERENCES import (id),
    line                 BIGINT NOT NULL,
    organisation_id      BIGINT NOT NULL,
    urn                  TEXT   NOT NULL,
    name                 TEXT   NOT NULL,
    name_folded          TEXT   NOT NULL,
    sort_key             TEXT   NOT NULL,
    authority_code       TEXT   NOT NULL,
    authority_name       TEXT   NOT NULL,
    street               TEXT   NOT NULL,
    town                 TEXT   NOT NULL,
    postcode             TEXT   NOT NULL,
    ward                 TEXT   NOT NULL,
    telephone            TEXT   NOT NULL,
    website              TEXT   NOT NULL,
    establishment_number TEXT   NOT NULL,
    type_code            TEXT   NOT NULL,
    type_name            TEXT   NOT NULL,
    type_group           TEXT   NOT NULL,
    phase                TEXT   NOT NULL,
    phase_code           TEXT   NOT NULL,
    status               TEXT   NOT NULL,
    maintained           BIGINT NOT NULL,
    independent          BIGINT NOT NULL,
    opened_on            TEXT,
    closed_on            TEXT,
    low_age              BIGINT,
    high_age             BIGINT,
    roll                 BIGINT,
    ukprn                TEXT   NOT NULL,
    trust                TEXT   NOT NULL,
    easting              BIGINT,
    northing             BIGINT,
    register_changed_on  TEXT,
    successor_urn        TEXT   NOT NULL,         -- '' unless it closes and one school continues it: there its people and membership go
    PRIMARY KEY (import_id, line)
);

CREATE TABLE import_link (
    import_id      BIGINT NOT NULL REFERENCES import (id),
    urn            TEXT   NOT NULL,
    linked_urn     TEXT   NOT NULL,
    kind           TEXT   NOT NULL,
    established_on TEXT   NOT NULL,
    PRIMARY KEY (import_id, urn, linked_urn)
);

-- What a line of a people file would write: a post, for the person with this address, who is made if nobody has it.
CREATE TABLE import_person (
    import_id         BIGINT NOT NULL REFERENCES import (id),
    line              BIGINT NOT NULL,
    name              TEXT   NOT NULL,
    email             TEXT   NOT NULL,
    organisation_id   BIGINT NOT NULL REFERENCES organisation (id),
    role              TEXT   NOT NULL,
    title             TEXT   NOT NULL,
    starts_on         TEXT   NOT NULL,
    ends_on           TEXT,
    governor_category TEXT,
    governor_office   TEXT,
    PRIMARY KEY (import_id, line)
);
