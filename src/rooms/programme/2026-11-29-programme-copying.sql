-- Events that are copied to many dates: one over a term, or a whole year's. A line is one copy; a job makes them one by one.

CREATE TABLE copy_run (
    id        BIGINT PRIMARY KEY,
    event_id  BIGINT REFERENCES event (id),     -- the one that is repeated; NULL: a whole year is
    from_year TEXT   NOT NULL DEFAULT '',       -- of a year: its first day, 1 September
    state     TEXT   NOT NULL CHECK (state = 'planning' OR state = 'planned' OR state = 'begun' OR state = 'done' OR state = 'dropped'),
    made_by   BIGINT NOT NULL REFERENCES person (id),
    made_at   BIGINT NOT NULL,
    done_at   BIGINT
);
CREATE INDEX copy_run_event ON copy_run (event_id);

CREATE TABLE copy_line (
    id       BIGINT PRIMARY KEY,
    run_id   BIGINT NOT NULL REFERENCES copy_run (id),
    event_id BIGINT NOT NULL REFERENCES event (id),
    first_on TEXT   NOT NULL,
    moved    TEXT   NOT NULL DEFAULT '',        -- why the date is not the same day of the year, in words
    chosen   BIGINT NOT NULL DEFAULT 1 CHECK (chosen = 0 OR chosen = 1),
    copy_id  BIGINT REFERENCES event (id),
    refused  TEXT   NOT NULL DEFAULT ''         -- why there is no copy, in words
);
CREATE INDEX copy_line_run ON copy_line (run_id, id);
CREATE INDEX copy_line_event ON copy_line (event_id);

-- A name for an event from which others begin: its terms, sessions, rules and facilitators are copied as they are then.
CREATE TABLE event_template (
    id       BIGINT PRIMARY KEY,
    name     TEXT   NOT NULL,
    folded   TEXT   NOT NULL UNIQUE,
    event_id BIGINT NOT NULL REFERENCES event (id),
    made_by  BIGINT NOT NULL REFERENCES person (id),
    made_at  BIGINT NOT NULL
);
CREATE INDEX event_template_event ON event_template (event_id);
