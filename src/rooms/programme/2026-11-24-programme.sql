-- Courses, their events and sessions, venues, facilitators.

CREATE TABLE venue (
    id       BIGINT PRIMARY KEY,
    name     TEXT   NOT NULL,
    address  TEXT   NOT NULL DEFAULT '',
    postcode TEXT   NOT NULL DEFAULT '',
    access   TEXT   NOT NULL DEFAULT '',  -- step-free entrance, hearing loop, parking
    places   BIGINT NOT NULL DEFAULT 0,   -- the largest room; 0: not known
    retired  BIGINT NOT NULL DEFAULT 0 CHECK (retired IN (0, 1))
);

CREATE TABLE course (
    id              BIGINT PRIMARY KEY,
    code            TEXT   NOT NULL UNIQUE,          -- "CU-101", for people to say
    title           TEXT   NOT NULL,
    kind            TEXT   NOT NULL CHECK (kind IN ('course', 'network meeting', 'conference', 'programme', 'enrichment activity', 'visit', 'governor training', 'self-paced')),
    summary         TEXT   NOT NULL DEFAULT '',      -- one or two sentences
    description     TEXT   NOT NULL DEFAULT '',      -- Markdown
    outcome         TEXT   NOT NULL DEFAULT '',      -- what pupils should gain: required to publish
    owner_id        BIGINT NOT NULL REFERENCES organisation (id),    -- the partnership or a department
    state           TEXT   NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'published', 'archived')),
    search_words    TEXT   NOT NULL DEFAULT '',      -- folded words of title, summary, description, outcome, themes, facilitators: what search reads
    version         BIGINT NOT NULL DEFAULT 1,
    created_at      BIGINT NOT NULL,
    changed_at      BIGINT NOT NULL,
    published_at    BIGINT
);

CREATE INDEX course_order ON course (title, id);
CREATE INDEX course_owner ON course (owner_id);

CREATE TABLE course_theme (
    course_id BIGINT NOT NULL REFERENCES course (id),
    theme_id  BIGINT NOT NULL REFERENCES theme (id),
    position  BIGINT NOT NULL,            -- the first is the one shown in lists
    PRIMARY KEY (course_id, theme_id)
);
CREATE INDEX course_theme_theme ON course_theme (theme_id);

CREATE TABLE course_audience (
    course_id BIGINT NOT NULL REFERENCES course (id),
    audience  TEXT   NOT NULL,            -- programme/course.h lists them
    PRIMARY KEY (course_id, audience)
);

CREATE TABLE course_phase (
    course_id BIGINT NOT NULL REFERENCES course (id),
    phase     TEXT   NOT NULL,
    PRIMARY KEY (course_id, phase)
);

-- A dated run of a course. `taken` counts confirmed and offered places; it moves only by conditional UPDATE.
CREATE TABLE event (
    id                 BIGINT PRIMARY KEY,
    course_id          BIGINT NOT NULL REFERENCES course (id),
    state              TEXT   NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'published', 'closed', 'cancelled', 'archived')),
    places             BIGINT NOT NULL CHECK (places BETWEEN 0 AND 100000),
    taken              BIGINT NOT NULL DEFAULT 0,
    waiting            BIGINT NOT NULL DEFAULT 0,
    member_price_pence BIGINT NOT NULL DEFAULT 0,
    other_price_pence  BIGINT NOT NULL DEFAULT 0,
    booking_opens_at   BIGINT,            -- NULL: as soon as it is published
    booking_closes_at  BIGINT,            -- NULL: when the first session starts
    cancel_by          BIGINT,            -- instant until which cancelling is free; NULL: the first session's start
    offer_hours        BIGINT NOT NULL DEFAULT 48,   -- how long an offered place is kept
    -- of its sessions, kept beside them so that lists need no look-up
    starts_at          BIGINT NOT NULL DEFAULT 0,
    ends_at            BIGINT NOT NULL DEFAULT 0,
    starts_on          TEXT   NOT NULL DEFAULT '',   -- London day of the first session
    session_count      BIGINT NOT NULL DEFAULT 0,
    minutes            BIGINT NOT NULL DEFAULT 0,    -- of all sessions
    format             TEXT   NOT NULL DEFAULT 'in person' CHECK (format IN ('in person', 'online', 'both')),
    place              TEXT   NOT NULL DEFAULT '',   -- venue's name for lists; '' when online
    led_by             TEXT   NOT NULL DEFAULT '',   -- facilitators' names for lists
    -- of its course, kept beside them for the same reason; course_refresh() writes them
    audience_bits      BIGINT NOT NULL DEFAULT 0,    -- bit n: audience n of programme/course.h
    phase_bits         BIGINT NOT NULL DEFAULT 0,    -- bit n: phase n
    theme_slugs        TEXT   NOT NULL DEFAULT '',   -- " curriculum send ": the first is the one shown
    course_since       BIGINT NOT NULL DEFAULT 0,    -- when the course was first published; 0: not yet
    joining_note       TEXT   NOT NULL DEFAULT '',   -- Markdown, for those confirmed
    copied_from        BIGINT REFERENCES event (id),
    sequence           BIGINT NOT NULL DEFAULT 0,    -- of its invitations: rises with every change of time or place
    version            BIGINT NOT NULL DEFAULT 1,
    created_at         BIGINT NOT NULL,
    changed_at         BIGINT NOT NULL,
    cancelled_at       BIGINT,
    cancelled_why      TEXT   NOT NULL DEFAULT '',
    CHECK (taken >= 0 AND waiting >= 0)
);
CREATE INDEX event_next ON event (starts_at, id) WHERE state = 'published';
CREATE INDEX event_order ON event (starts_at, id);
CREATE INDEX event_course ON event (course_id);

CREATE TABLE session (
    id          BIGINT PRIMARY KEY,
    event_id    BIGINT NOT NULL REFERENCES event (id),
    position    BIGINT NOT NULL,
    starts_at   BIGINT NOT NULL,
    ends_at     BIGINT NOT NULL,
    place_kind  TEXT   NOT NULL CHECK (place_kind IN ('venue', 'online', 'both')),
    venue_id    BIGINT REFERENCES venue (id),
    online_link TEXT   NOT NULL DEFAULT '',          -- shown only to those confirmed
    CHECK (ends_at > starts_at)
);
CREATE INDEX session_event ON session (event_id, position);

CREATE TABLE facilitator (
    event_id  BIGINT NOT NULL REFERENCES event (id),
    person_id BIGINT NOT NULL REFERENCES person (id),
    position  BIGINT NOT NULL,
    PRIMARY KEY (event_id, person_id)
);
CREATE INDEX facilitator_person ON facilitator (person_id);
