-- What a post has to keep up to date, and what was done towards it. When somebody is due is never kept: it follows from the last day on which they
-- met a requirement and from its interval of today, so a changed interval changes every list and rewrites nothing.

CREATE TABLE requirement (
    id           BIGINT PRIMARY KEY,
    name         TEXT   NOT NULL,
    name_folded  TEXT   NOT NULL UNIQUE,
    words        TEXT   NOT NULL DEFAULT '',      -- what counts, for those who read the list
    every_months BIGINT NOT NULL CHECK (every_months BETWEEN 0 AND 120),   -- 0: once is enough
    each_year_from BIGINT NOT NULL CHECK (each_year_from BETWEEN 0 AND 12),   -- a month: each year anew from its first day, whenever it was done before; 0: by the interval
    first_days   BIGINT NOT NULL CHECK (first_days BETWEEN 0 AND 730),     -- how long a new post, or a new year, has
    remind_days  BIGINT NOT NULL CHECK (remind_days BETWEEN 0 AND 365),    -- told by letter so long before; 0: not told
    position     BIGINT NOT NULL,
    retired      BIGINT NOT NULL DEFAULT 0 CHECK (retired IN (0, 1)),
    version      BIGINT NOT NULL DEFAULT 1
);

-- Whose posts ask for it.
CREATE TABLE requirement_role (
    requirement_id BIGINT NOT NULL REFERENCES requirement (id),
    role           TEXT   NOT NULL,               -- post.role
    PRIMARY KEY (requirement_id, role)
);
CREATE INDEX requirement_role_role ON requirement_role (role);

-- The courses that meet it for whoever comes to all of them.
CREATE TABLE requirement_course (
    requirement_id BIGINT NOT NULL REFERENCES requirement (id),
    course_id      BIGINT NOT NULL REFERENCES course (id),
    PRIMARY KEY (requirement_id, course_id)
);
CREATE INDEX requirement_course_course ON requirement_course (course_id);

-- History: rows are added, and withdrawn where they were wrong.
CREATE TABLE requirement_met (
    id              BIGINT PRIMARY KEY,
    requirement_id  BIGINT NOT NULL REFERENCES requirement (id),
    person_id       BIGINT NOT NULL REFERENCES person (id),
    met_on          TEXT   NOT NULL,
    how             TEXT   NOT NULL CHECK (how IN ('course', 'said')),
    registration_id BIGINT REFERENCES registration (id),        -- of a course
    organisation_id BIGINT REFERENCES organisation (id),        -- whose office or school said so
    words           TEXT   NOT NULL DEFAULT '',                 -- what was shown for it: "Certificate 4471 of the council"
    recorded_by     BIGINT REFERENCES person (id),
    recorded_at     BIGINT NOT NULL,
    withdrawn_at    BIGINT
);
CREATE INDEX requirement_met_person ON requirement_met (person_id, requirement_id, met_on);
CREATE UNIQUE INDEX requirement_met_once ON requirement_met (registration_id, requirement_id) WHERE registration_id IS NOT NULL;

-- Who was told of a due date, once each.
CREATE TABLE requirement_told (
    requirement_id BIGINT NOT NULL REFERENCES requirement (id),
    person_id      BIGINT NOT NULL REFERENCES person (id),
    due_on         TEXT   NOT NULL,
    told_at        BIGINT NOT NULL,
    PRIMARY KEY (person_id, requirement_id, due_on)
);
