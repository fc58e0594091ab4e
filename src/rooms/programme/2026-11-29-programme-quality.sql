-- What a course is tagged with, and of the marks of professional development how it meets each; what it rests on, and when it was last revised.
CREATE TABLE course_point (
    course_id BIGINT NOT NULL REFERENCES course (id),
    point_id  BIGINT NOT NULL REFERENCES framework_point (id),
    words     TEXT   NOT NULL DEFAULT '',
    PRIMARY KEY (course_id, point_id)
);
CREATE INDEX course_point_point ON course_point (point_id);

CREATE TABLE course_quality (
    course_id      BIGINT PRIMARY KEY REFERENCES course (id),
    evidence_link  TEXT   NOT NULL DEFAULT '',
    evidence_words TEXT   NOT NULL DEFAULT '',
    revised_at     BIGINT                        -- NULL: as it was first published
);
