-- What departments send to the office before everybody sees it: a course, or one event of it. One draft is with the office once at a time.
CREATE TABLE review (
    id         BIGINT PRIMARY KEY,
    course_id  BIGINT NOT NULL REFERENCES course (id),
    event_id   BIGINT REFERENCES event (id),             -- NULL: the course itself
    asked_by   BIGINT REFERENCES person (id),
    asked_at   BIGINT NOT NULL,
    note       TEXT   NOT NULL DEFAULT '',               -- of the department
    said       TEXT   NOT NULL,                          -- what the draft said then, a line for each thing: "Places: 24"
    changes    TEXT   NOT NULL,                          -- what of it was new, in words, when it was sent
    decided_at BIGINT,                                   -- NULL: it is with the office
    decided_by BIGINT REFERENCES person (id),
    outcome    TEXT   NOT NULL DEFAULT '' CHECK (outcome = '' OR outcome = 'published' OR outcome = 'returned' OR outcome = 'withdrawn'),
    words      TEXT   NOT NULL DEFAULT ''                -- of the office, when it is sent back
);
CREATE UNIQUE INDEX review_course_open ON review (course_id) WHERE event_id IS NULL AND decided_at IS NULL;
CREATE UNIQUE INDEX review_event_open ON review (event_id) WHERE decided_at IS NULL;
CREATE INDEX review_open ON review (asked_at, id) WHERE decided_at IS NULL;
CREATE INDEX review_decided ON review (decided_at, id);
CREATE INDEX review_of ON review (course_id, event_id);
CREATE INDEX review_of_event ON review (event_id);
