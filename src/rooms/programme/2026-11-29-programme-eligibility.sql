-- Who may come to a course, or to one event of it in place of what the course says: rows of one kind widen each other, kinds narrow each other.
CREATE TABLE eligibility (
    id         BIGINT PRIMARY KEY,
    course_id  BIGINT NOT NULL REFERENCES course (id),
    event_id   BIGINT REFERENCES event (id),             -- NULL: of the course, for each of its events that has none of its own
    kind       TEXT   NOT NULL CHECK (kind = 'phase' OR kind = 'post' OR kind = 'earlier'),
    word       TEXT   NOT NULL DEFAULT '',               -- the phase or the post
    earlier_id BIGINT REFERENCES course (id)             -- the course that comes first
);
CREATE INDEX eligibility_course ON eligibility (course_id);
CREATE INDEX eligibility_event ON eligibility (event_id);
CREATE INDEX eligibility_earlier ON eligibility (earlier_id);
