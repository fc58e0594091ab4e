-- Files that people sent, in rows that one act can write. What a file belongs to says so in its own room and refers to it; one that nothing
-- has linked is nobody's, and is swept.

CREATE TABLE stored_file (
    id      BIGINT PRIMARY KEY,
    name    TEXT   NOT NULL,                  -- as whoever sent it called it, with the ending of what it is
    type    TEXT   NOT NULL,                  -- what it is by its content: "application/pdf"
    length  BIGINT NOT NULL,
    digest  TEXT   NOT NULL,                  -- SHA-256
    linked  BIGINT NOT NULL CHECK (linked IN (0, 1)),
    made_by BIGINT,                           -- the person, or nobody: a command
    made_at BIGINT NOT NULL
);
CREATE INDEX stored_file_unlinked ON stored_file (made_at) WHERE linked = 0;

CREATE TABLE stored_file_part (
    file_id  BIGINT NOT NULL REFERENCES stored_file (id),
    position BIGINT NOT NULL,                 -- from 0; all but the last hold 262,144 bytes
    bytes    BYTEA  NOT NULL,
    PRIMARY KEY (file_id, position)
);
