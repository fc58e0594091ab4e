-- What courses are tagged with beyond themes: lists of standards that others set, or the partnership itself.

CREATE TABLE framework (
    id       BIGINT PRIMARY KEY,
    name     TEXT   NOT NULL,
    folded   TEXT   NOT NULL UNIQUE,
    position BIGINT NOT NULL,
    version  BIGINT NOT NULL DEFAULT 1,     -- rises with every change: the lock
    retired  BIGINT NOT NULL DEFAULT 0 CHECK (retired = 0 OR retired = 1)
);

CREATE TABLE framework_point (
    id           BIGINT PRIMARY KEY,
    framework_id BIGINT NOT NULL REFERENCES framework (id),
    code         TEXT   NOT NULL,           -- "4", "TS4": for people to say
    name         TEXT   NOT NULL,
    position     BIGINT NOT NULL,
    retired      BIGINT NOT NULL DEFAULT 0 CHECK (retired = 0 OR retired = 1),
    UNIQUE (framework_id, code)
);

-- The five marks of the standard for teachers' professional development; a course says of each how it meets it. framework.h names its id.
INSERT INTO framework (id, name, folded, position) VALUES (1, 'Marks of professional development', 'marks of professional development', 1), (2, 'Teachers’ standards', 'teachers’ standards', 2);
INSERT INTO framework_point (id, framework_id, code, name, position) VALUES
    (1, 1, '1', 'It looks to what pupils gain', 1),
    (2, 1, '2', 'It rests on evidence and expertise', 2),
    (3, 1, '3', 'People work together and are challenged by experts', 3),
    (4, 1, '4', 'It is kept up over time', 4),
    (5, 1, '5', 'School leaders give it time and weight', 5),
    (11, 2, '1', 'High expectations', 1),
    (12, 2, '2', 'Progress of pupils', 2),
    (13, 2, '3', 'Knowledge of subject and curriculum', 3),
    (14, 2, '4', 'Well-planned teaching', 4),
    (15, 2, '5', 'Teaching that adapts to pupils', 5),
    (16, 2, '6', 'Assessment that helps', 6),
    (17, 2, '7', 'Behaviour and a safe place to learn', 7),
    (18, 2, '8', 'Work beyond the classroom', 8);
