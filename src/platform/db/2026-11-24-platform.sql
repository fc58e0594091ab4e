-- What the platform itself keeps: the trail, jobs and facts, letters, idempotency keys, node leases, small state.

CREATE TABLE trail (
    id          BIGINT PRIMARY KEY,
    happened_at BIGINT NOT NULL,
    person_id   BIGINT,                 -- who; NULL: the system, or nobody signed in
    sign_in_id  BIGINT,
    what        TEXT   NOT NULL,
    subject_id  BIGINT,
    detail      TEXT   NOT NULL DEFAULT '',
    address     TEXT   NOT NULL DEFAULT '',
    request_id  TEXT   NOT NULL DEFAULT ''
);
CREATE INDEX trail_subject ON trail (subject_id, id);

CREATE TABLE trail_seal (
    id        BIGINT PRIMARY KEY,
    from_id   BIGINT NOT NULL,          -- rows after this one ...
    to_id     BIGINT NOT NULL,          -- ... up to and with this one
    rows      BIGINT NOT NULL,
    sealed_at BIGINT NOT NULL,
    hash      TEXT   NOT NULL           -- over the seal before and the rows
);

CREATE TABLE job (
    id         BIGINT PRIMARY KEY,
    kind       TEXT   NOT NULL,
    subject_id BIGINT NOT NULL DEFAULT 0,
    detail     TEXT   NOT NULL DEFAULT '',
    run_at     BIGINT NOT NULL,
    asked      BIGINT NOT NULL DEFAULT 1,   -- how often it was queued: a worker removes only what it was asked for
    attempt    BIGINT NOT NULL DEFAULT 0,
    leased_to  BIGINT NOT NULL DEFAULT 0,   -- until then a worker has it
    failed     TEXT   NOT NULL DEFAULT '',
    state      TEXT   NOT NULL DEFAULT 'due' CHECK (state IN ('due', 'dead'))
);
CREATE UNIQUE INDEX job_once ON job (kind, subject_id) WHERE state = 'due';
CREATE INDEX job_due ON job (run_at) WHERE state = 'due';

CREATE TABLE mail (
    id                BIGINT PRIMARY KEY,
    letter            TEXT   NOT NULL,
    person_id         BIGINT,
    to_name           TEXT   NOT NULL,
    to_email          TEXT   NOT NULL,
    filled            TEXT   NOT NULL,      -- placeholders and their values, as JSON
    calendar_method   TEXT   NOT NULL DEFAULT '',
    calendar_id       BIGINT NOT NULL DEFAULT 0,
    calendar_sequence BIGINT NOT NULL DEFAULT 0,
    message_id        TEXT   NOT NULL UNIQUE,
    queued_at         BIGINT NOT NULL,
    due_at            BIGINT NOT NULL,
    attempt           BIGINT NOT NULL DEFAULT 0,
    state             TEXT   NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sending', 'sent', 'doubtful', 'refused', 'given up')),
    sent_at           BIGINT,
    answer            TEXT   NOT NULL DEFAULT ''    -- what the mail server said last
);
CREATE INDEX mail_due ON mail (due_at) WHERE state IN ('queued', 'sending');
CREATE INDEX mail_person ON mail (person_id, id);

CREATE TABLE command_key (
    owner      TEXT   NOT NULL,         -- person, or the anonymous cookie's hash
    route      TEXT   NOT NULL,
    key        TEXT   NOT NULL,
    body_hash  TEXT   NOT NULL,
    status     BIGINT NOT NULL,
    location   TEXT   NOT NULL,
    flash      TEXT   NOT NULL DEFAULT '',
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (owner, route, key)
);
CREATE INDEX command_key_expiry ON command_key (expires_at);

CREATE TABLE node (
    id       BIGINT PRIMARY KEY CHECK (id BETWEEN 0 AND 1023),
    holder   TEXT   NOT NULL,
    until_at BIGINT NOT NULL
);

CREATE TABLE store_state (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
