-- Who asks for a place that is drawn, what decides it, and what came of it.

CREATE TABLE ballot_entry (
    registration_id BIGINT PRIMARY KEY REFERENCES registration (id),
    event_id        BIGINT NOT NULL REFERENCES event (id),
    wish            BIGINT NOT NULL,               -- inside its school the lesser comes first; as asked for, until the school says otherwise
    asked_at        BIGINT NOT NULL,
    turn            BIGINT,                        -- NULL: not answered yet. The next three with it
    round           BIGINT,
    placed          BIGINT CHECK (placed = 0 OR placed = 1),
    rule            TEXT                           -- as the log names it
);
CREATE INDEX ballot_entry_event ON ballot_entry (event_id, turn);

-- The office's figure for a school at one event, with its reason.
CREATE TABLE ballot_need (
    event_id        BIGINT NOT NULL REFERENCES event (id),
    organisation_id BIGINT NOT NULL REFERENCES organisation (id),
    need            BIGINT NOT NULL CHECK (need BETWEEN 1 AND 9),
    why             TEXT   NOT NULL,
    PRIMARY KEY (event_id, organisation_id)
);

-- The draw, kept whole before anybody is answered: ballot_log.h says how to read it.
CREATE TABLE ballot_draw (
    event_id BIGINT PRIMARY KEY REFERENCES event (id),
    drawn_at BIGINT NOT NULL,
    log      TEXT   NOT NULL
);
