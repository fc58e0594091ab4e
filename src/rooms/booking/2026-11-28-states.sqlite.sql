-- For a list of more than two values SQLite builds a table at every row it writes; the same said with OR is compared. So the tables that every booking
-- writes to are laid out anew. A letter's message id is made of its own id, so nothing else need keep it single.
-- Keys rise with time, so those of one moment lie together, and those that are over lie first.

CREATE TABLE registration_anew (
    id              INTEGER PRIMARY KEY,
    booking_id      INTEGER NOT NULL REFERENCES booking (id),
    event_id        INTEGER NOT NULL REFERENCES event (id),
    person_id       INTEGER NOT NULL REFERENCES person (id),
    organisation_id INTEGER REFERENCES organisation (id),
    state           TEXT    NOT NULL CHECK (state = 'confirmed' OR state = 'waiting' OR state = 'requested' OR state = 'offered' OR state = 'cancelled' OR state = 'refused' OR state = 'lapsed'),
    price_pence     INTEGER NOT NULL,
    asked_at        INTEGER NOT NULL,
    offered_at      INTEGER,
    offer_ends_at   INTEGER,
    decided_at      INTEGER,
    calendar_sequence INTEGER NOT NULL DEFAULT 0,
    event_sequence  INTEGER NOT NULL DEFAULT 0,
    substituted_for INTEGER REFERENCES registration (id),
    cancel_reason   TEXT    NOT NULL DEFAULT ''
) STRICT;
INSERT INTO registration_anew (id, booking_id, event_id, person_id, organisation_id, state, price_pence, asked_at, offered_at, offer_ends_at, decided_at, calendar_sequence, event_sequence,
                               substituted_for, cancel_reason)
    SELECT id, booking_id, event_id, person_id, organisation_id, state, price_pence, asked_at, offered_at, offer_ends_at, decided_at, calendar_sequence, event_sequence,
           substituted_for, cancel_reason FROM registration;
DROP TABLE registration;
ALTER TABLE registration_anew RENAME TO registration;
CREATE UNIQUE INDEX registration_once ON registration (event_id, person_id) WHERE state <> 'cancelled' AND state <> 'refused' AND state <> 'lapsed';
CREATE INDEX registration_event ON registration (event_id, state, asked_at, id);
CREATE INDEX registration_person ON registration (person_id, id);
CREATE INDEX registration_organisation ON registration (organisation_id, id);
CREATE INDEX registration_offers ON registration (offer_ends_at) WHERE state = 'offered';
CREATE INDEX registration_asked ON registration (asked_at, id);

-- What a booking led to is found by its registrations; nobody asks for bookings by event or organisation.
DROP INDEX booking_organisation;
DROP INDEX booking_event;

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
