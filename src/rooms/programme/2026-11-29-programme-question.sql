-- What is asked of each person who is booked on an event, in its order. One taken away stays with what was answered to it.
CREATE TABLE question (
    id           BIGINT PRIMARY KEY,
    event_id     BIGINT NOT NULL REFERENCES event (id),
    position     BIGINT NOT NULL,
    words        TEXT   NOT NULL,
    hint         TEXT   NOT NULL DEFAULT '',
    kind         TEXT   NOT NULL CHECK (kind = 'text' OR kind = 'yes' OR kind = 'one' OR kind = 'several'),
    options      TEXT   NOT NULL DEFAULT '',                 -- of one and several: a line each
    needed       BIGINT NOT NULL CHECK (needed IN (0, 1)),
    shown_if     BIGINT REFERENCES question (id),            -- asked only where that one, which stands before it,
    shown_answer TEXT   NOT NULL DEFAULT '',                 -- is answered so
    retired      BIGINT NOT NULL DEFAULT 0 CHECK (retired IN (0, 1))
);
CREATE INDEX question_event ON question (event_id, position);
