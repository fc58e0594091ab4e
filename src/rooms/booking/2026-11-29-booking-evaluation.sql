-- Evaluation: what is asked after an event, and what is kept of the answers. That somebody answered is kept with their registration; what was answered
-- is kept as sums and as comments in an order of chance, and no row of the one leads to a row of the other.

-- The bank of questions.
CREATE TABLE evaluation_question (
    id      BIGINT PRIMARY KEY,
    kind    TEXT   NOT NULL CHECK (kind = 'scale' OR kind = 'choice' OR kind = 'many' OR kind = 'text'),
    about   TEXT   NOT NULL CHECK (about = 'course' OR about = 'facilitator' OR about = 'venue' OR about = 'practice' OR about = 'pupils'),
    words   TEXT   NOT NULL,
    hint    TEXT   NOT NULL DEFAULT '',
    choices TEXT   NOT NULL DEFAULT '',   -- one a line; of a scale the words at its two ends, low first
    yes     BIGINT NOT NULL DEFAULT 0,    -- how many of the first choices mean yes; of a scale 4 and 5 do
    retired BIGINT NOT NULL DEFAULT 0 CHECK (retired IN (0, 1))
);

CREATE TABLE evaluation_form (
    id         BIGINT PRIMARY KEY,
    kind       TEXT   NOT NULL CHECK (kind IN ('end', 'follow-up')),
    name       TEXT   NOT NULL,
    intro      TEXT   NOT NULL DEFAULT '',
    after_days BIGINT NOT NULL,           -- days from the end of the last session until it is sent
    open_days  BIGINT NOT NULL,           -- days in which it can be answered
    standard   BIGINT NOT NULL DEFAULT 0 CHECK (standard IN (0, 1)),   -- for every course that has no other; one of each kind
    retired    BIGINT NOT NULL DEFAULT 0 CHECK (retired IN (0, 1))
);

CREATE TABLE evaluation_form_question (
    form_id              BIGINT NOT NULL REFERENCES evaluation_form (id),
    question_id          BIGINT NOT NULL REFERENCES evaluation_question (id),
    position             BIGINT NOT NULL,
    needed               BIGINT NOT NULL DEFAULT 0 CHECK (needed IN (0, 1)),
    shown_if_question_id BIGINT REFERENCES evaluation_question (id),   -- NULL: always
    shown_if_yes         BIGINT NOT NULL DEFAULT 1 CHECK (shown_if_yes IN (0, 1)),
    PRIMARY KEY (form_id, question_id)
);

-- Where a course has a form of its own. One without questions is not sent: its courses ask nobody.
CREATE TABLE evaluation_of_course (
    course_id BIGINT NOT NULL REFERENCES course (id),
    kind      TEXT   NOT NULL CHECK (kind IN ('end', 'follow-up')),
    form_id   BIGINT NOT NULL REFERENCES evaluation_form (id),
    PRIMARY KEY (course_id, kind)
);

-- A form was sent to those of an event. `answers` counts those whose answers are among the sums.
CREATE TABLE evaluation_round (
    event_id  BIGINT NOT NULL REFERENCES event (id),
    kind      TEXT   NOT NULL CHECK (kind IN ('end', 'follow-up')),
    form_id   BIGINT NOT NULL REFERENCES evaluation_form (id),
    opened_at BIGINT NOT NULL,
    closes_at BIGINT NOT NULL,
    closed_at BIGINT,
    answers   BIGINT NOT NULL DEFAULT 0,
    version   BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (event_id, kind)
);
CREATE INDEX evaluation_round_open ON evaluation_round (closes_at) WHERE closed_at IS NULL;

-- Who was asked, and whether they answered: no moment, no day.
CREATE TABLE evaluation_invitation (
    registration_id BIGINT NOT NULL REFERENCES registration (id),
    kind            TEXT   NOT NULL CHECK (kind IN ('end', 'follow-up')),
    event_id        BIGINT NOT NULL,
    answered        BIGINT NOT NULL DEFAULT 0 CHECK (answered IN (0, 1)),
    reminded        BIGINT NOT NULL DEFAULT 0 CHECK (reminded IN (0, 1)),
    PRIMARY KEY (registration_id, kind)
);
CREATE INDEX evaluation_invitation_round ON evaluation_invitation (event_id, kind);

-- Answers on their way to the sums, sealed, under an id of chance.
CREATE TABLE evaluation_box (
    id       BIGINT PRIMARY KEY,
    event_id BIGINT NOT NULL,
    kind     TEXT   NOT NULL,
    sealed   TEXT   NOT NULL
);
CREATE INDEX evaluation_box_round ON evaluation_box (event_id, kind);

CREATE TABLE evaluation_sum (
    event_id    BIGINT NOT NULL REFERENCES event (id),
    kind        TEXT   NOT NULL,
    question_id BIGINT NOT NULL REFERENCES evaluation_question (id),
    choice      BIGINT NOT NULL,          -- from 1; 0: how many answered the question at all; -1: of them, whose answer means yes
    answers     BIGINT NOT NULL,
    PRIMARY KEY (event_id, kind, question_id, choice)
);
CREATE INDEX evaluation_sum_question ON evaluation_sum (question_id);

CREATE TABLE evaluation_comment (
    id          BIGINT PRIMARY KEY,       -- of chance, so that their order says nothing
    event_id    BIGINT NOT NULL REFERENCES event (id),
    kind        TEXT   NOT NULL,
    question_id BIGINT NOT NULL REFERENCES evaluation_question (id),
    words       TEXT   NOT NULL
);
CREATE INDEX evaluation_comment_round ON evaluation_comment (event_id, kind, question_id);

-- What the catalogue says of a course, kept beside it so that lists need no look-up.
CREATE TABLE course_rating (
    course_id       BIGINT PRIMARY KEY REFERENCES course (id),
    people          BIGINT NOT NULL,      -- who answered at the end
    events          BIGINT NOT NULL,
    scale_answers   BIGINT NOT NULL,      -- to questions about the course on the scale of five
    scale_sum       BIGINT NOT NULL,
    later_people    BIGINT NOT NULL,      -- who answered some weeks later
    practice_people BIGINT NOT NULL,      -- of them, to the first question about practice
    practice_yes    BIGINT NOT NULL,
    pupils_people   BIGINT NOT NULL,
    pupils_yes      BIGINT NOT NULL
);

-- What a partnership begins with; the office changes it as it likes.
INSERT INTO evaluation_question (id, kind, about, words, hint, choices, yes) VALUES
    (1, 'scale', 'course', 'How good was it overall?', '', 'Poor
Excellent', 0),
    (2, 'scale', 'course', 'How useful is it for your work?', '', 'Not useful
Very useful', 0),
    (3, 'scale', 'facilitator', 'How well was it led?', '', 'Poorly
Very well', 0),
    (4, 'scale', 'venue', 'How well did the place, or joining online, work?', '', 'Badly
Very well', 0),
    (5, 'choice', 'course', 'Was the pace right?', '', 'About right
Too slow
Too fast', 1),
    (6, 'choice', 'course', 'Would you tell a colleague to come?', '', 'Yes, certainly
Yes, probably
Probably not
No', 2),
    (7, 'text', 'course', 'What helped you most?', '', '', 0),
    (8, 'text', 'practice', 'What will you do differently?', '', '', 0),
    (9, 'text', 'course', 'What should we change?', '', '', 0),
    (11, 'choice', 'practice', 'Did it change what you do?', '', 'Yes, a lot
Yes, in part
Not yet
No', 2),
    (12, 'text', 'practice', 'What do you do differently now?', '', '', 0),
    (13, 'text', 'practice', 'What stood in the way?', '', '', 0),
    (14, 'many', 'pupils', 'What have pupils gained?', 'Choose all that you have seen', 'They know or can do more
They are more confident
More of them take part
They behave better, or feel better
I cannot say yet', 4),
    (15, 'text', 'pupils', 'What have you seen pupils do?', 'No names of pupils', '', 0),
    (16, 'choice', 'practice', 'Have you passed it on to colleagues?', '', 'Yes, to several
Yes, to one
Not yet', 2);
INSERT INTO evaluation_form (id, kind, name, intro, after_days, open_days, standard) VALUES
    (1, 'end', 'At the end', 'It takes two minutes.', 0, 14, 1),
    (2, 'follow-up', 'Six weeks on', 'Some weeks have passed. Did it make a difference? It takes two minutes.', 42, 21, 1);
INSERT INTO evaluation_form_question (form_id, question_id, position, needed, shown_if_question_id, shown_if_yes) VALUES
    (1, 1, 1, 1, NULL, 1), (1, 2, 2, 1, NULL, 1), (1, 3, 3, 1, NULL, 1), (1, 4, 4, 0, NULL, 1), (1, 6, 5, 1, NULL, 1), (1, 7, 6, 0, NULL, 1), (1, 8, 7, 0, NULL, 1), (1, 9, 8, 0, NULL, 1),
    (2, 11, 1, 1, NULL, 1), (2, 12, 2, 0, 11, 1), (2, 13, 3, 0, 11, 0), (2, 14, 4, 1, NULL, 1), (2, 15, 5, 0, 14, 1), (2, 16, 6, 0, NULL, 1);
