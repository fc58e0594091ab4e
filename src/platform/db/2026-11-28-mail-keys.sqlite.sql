-- What every form writes to, laid out anew. For a list of more than two values SQLite builds a table at every row; the same said with OR is compared. A
-- letter's message id is made of its own id, so nothing else need keep it single. Keys rise with time, so those of one moment lie together, and those
-- that are over lie first.

CREATE TABLE mail_anew (
    id                INTEGER PRIMARY KEY,
    letter            TEXT    NOT NULL,
    person_id         INTEGER,
    to_name           TEXT    NOT NULL,
    to_email          TEXT    NOT NULL,
    filled            TEXT    NOT NULL,
    calendar_method   TEXT    NOT NULL DEFAULT '',
    calendar_id       INTEGER NOT NULL DEFAULT 0,
    calendar_sequence INTEGER NOT NULL DEFAULT 0,
    message_id        TEXT    NOT NULL,
    queued_at         INTEGER NOT NULL,
    due_at            INTEGER NOT NULL,
    attempt           INTEGER NOT NULL DEFAULT 0,
    state             TEXT    NOT NULL DEFAULT 'queued' CHECK (state = 'queued' OR state = 'sending' OR state = 'sent' OR state = 'doubtful' OR state = 'refused' OR state = 'given up'),
    sent_at           INTEGER,
    answer            TEXT    NOT NULL DEFAULT '',
    about_id          INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO mail_anew (id, letter, person_id, to_name, to_email, filled, calendar_method, calendar_id, calendar_sequence, message_id, queued_at, due_at, attempt, state, sent_at, answer, about_id)
    SELECT id, letter, person_id, to_name, to_email, filled, calendar_method, calendar_id, calendar_sequence, message_id, queued_at, due_at, attempt, state, sent_at, answer, about_id FROM mail;
DROP TABLE mail;
ALTER TABLE mail_anew RENAME TO mail;
CREATE INDEX mail_due ON mail (due_at) WHERE state IN ('queued', 'sending');
CREATE INDEX mail_person ON mail (person_id, id);
CREATE INDEX mail_about ON mail (about_id, id);
CREATE INDEX mail_troubled ON mail (state, id) WHERE state <> 'queued' AND state <> 'sending' AND state <> 'sent';

CREATE TABLE command_key_anew (
    owner      TEXT    NOT NULL,
    route      TEXT    NOT NULL,
    key        TEXT    NOT NULL,
    body_hash  TEXT    NOT NULL,
    status     INTEGER NOT NULL,
    location   TEXT    NOT NULL,
    flash      TEXT    NOT NULL DEFAULT '',
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (key, owner, route)
) STRICT, WITHOUT ROWID;
INSERT INTO command_key_anew (owner, route, key, body_hash, status, location, flash, expires_at) SELECT owner, route, key, body_hash, status, location, flash, expires_at FROM command_key;
DROP TABLE command_key;
ALTER TABLE command_key_anew RENAME TO command_key;
