-- What a department changed of a course or an event that everybody sees already: shown at once, and looked at by the office afterwards.
CREATE TABLE review_change (
    id          BIGINT PRIMARY KEY,
    course_id   BIGINT NOT NULL REFERENCES course (id),
    event_id    BIGINT REFERENCES event (id),            -- NULL: the course itself
    said        TEXT   NOT NULL,                         -- what it said when the office last knew it, as in review
    looked      TEXT   NOT NULL DEFAULT '',              -- what it said when `changes` was worked out
    changes     TEXT   NOT NULL DEFAULT '',              -- what of it is new, in words; '': not worked out yet
    changed_by  BIGINT REFERENCES person (id),           -- the last of the department who had it in hand
    changed_at  BIGINT NOT NULL,
    returned_at BIGINT,                                  -- the office asked for it to be put right, with
    words       TEXT   NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX review_change_course ON review_change (course_id) WHERE event_id IS NULL;
CREATE UNIQUE INDEX review_change_event ON review_change (event_id);
CREATE INDEX review_change_of ON review_change (course_id);
