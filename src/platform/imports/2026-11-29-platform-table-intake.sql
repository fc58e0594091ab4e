-- A file on its way in. Its rows are read and judged under an id that nothing shows, shown, and written in slices by a job once somebody
-- confirms; what was made is remembered for a day, so that all of it can be undone.

CREATE TABLE intake (
    id              BIGINT PRIMARY KEY,
    kind            TEXT   NOT NULL,              -- "people": see app/lists.c
    organisation_id BIGINT,                       -- a school's own file; NULL: the office's
    person_id       BIGINT,                       -- who sent it; NULL: a command
    file_id         BIGINT REFERENCES stored_file (id),   -- NULL once it is over
    file_name       TEXT   NOT NULL,
    invite          BIGINT NOT NULL DEFAULT 0 CHECK (invite IN (0, 1)),
    state           TEXT   NOT NULL CHECK (state = 'arriving' OR state = 'matching' OR state = 'reading' OR state = 'staged' OR state = 'applying' OR state = 'applied'
                                           OR state = 'undoing' OR state = 'undone' OR state = 'failed' OR state = 'dropped'),
    rows            BIGINT NOT NULL DEFAULT 0,    -- in the file
    same            BIGINT NOT NULL DEFAULT 0,    -- of these, rows that would change nothing, which are not kept
    wrong           BIGINT NOT NULL DEFAULT 0,    -- rows with mistakes: with one, nothing is written
    last_line       BIGINT NOT NULL DEFAULT 0,    -- written up to and with this one
    say             TEXT   NOT NULL DEFAULT '',   -- why it could not be read, or was taken back by itself
    made_at         BIGINT NOT NULL,
    applied_at      BIGINT                        -- undone only within a day of it
);
CREATE INDEX intake_latest ON intake (kind, id);

CREATE TABLE intake_column (
    intake_id BIGINT NOT NULL REFERENCES intake (id),
    position  BIGINT NOT NULL,
    heading   TEXT   NOT NULL,
    example   TEXT   NOT NULL,                    -- its first cell that is not empty
    field     TEXT   NOT NULL,                    -- '': left out
    matched   BIGINT NOT NULL CHECK (matched IN (0, 1)),   -- somebody has said so, now or before
    PRIMARY KEY (intake_id, position)
);

-- How columns were matched the last time, by whom it concerns: 0 is the office.
CREATE TABLE intake_memory (
    kind            TEXT   NOT NULL,
    organisation_id BIGINT NOT NULL,
    heading         TEXT   NOT NULL,              -- folded
    field           TEXT   NOT NULL,
    PRIMARY KEY (kind, organisation_id, heading)
);

CREATE TABLE intake_row (
    intake_id BIGINT NOT NULL REFERENCES intake (id),
    line      BIGINT NOT NULL,
    name      TEXT   NOT NULL,
    cells     TEXT   NOT NULL,                    -- the fields, in the kind's order, a unit separator between them
    outcome   TEXT   NOT NULL CHECK (outcome = 'new' OR outcome = 'changed' OR outcome = 'wrong' OR outcome = 'kept'),
    say       TEXT   NOT NULL,                    -- what it would change, what is wrong with it, or why it was kept
    PRIMARY KEY (intake_id, line)
);
CREATE INDEX intake_row_outcome ON intake_row (intake_id, outcome, line);

CREATE TABLE intake_made (
    intake_id  BIGINT NOT NULL REFERENCES intake (id),
    line       BIGINT NOT NULL,
    step       BIGINT NOT NULL,
    noun       TEXT   NOT NULL,                   -- "person"
    subject_id BIGINT NOT NULL,
    was        TEXT   NOT NULL,                   -- what undoing needs beside the id
    PRIMARY KEY (intake_id, line, step)
);
CREATE INDEX intake_made_noun ON intake_made (intake_id, noun, was);
