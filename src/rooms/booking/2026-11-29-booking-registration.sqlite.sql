-- A place may be held before anybody is named for it, and may have been another date's before. What may not be empty cannot become so in place, so the
-- table is laid out anew.

CREATE TABLE registration_anew (
    id              INTEGER PRIMARY KEY,
    booking_id      INTEGER NOT NULL REFERENCES booking (id),
    event_id        INTEGER NOT NULL REFERENCES event (id),
    person_id       INTEGER REFERENCES person (id),
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
    moved_from      INTEGER REFERENCES registration (id),
    cancel_reason   TEXT    NOT NULL DEFAULT ''
) STRICT;
INSERT INTO registration_anew (id, booking_id, event_id, person_id, organisation_id, state, price_pence, asked_at, offered_at, offer_ends_at, decided_at, calendar_sequence, event_sequence,
                               substituted_for, cancel_reason)
    SELECT id, booking_id, event_id, person_id, organisation_id, state, price_pence, asked_at, offered_at, offer_ends_at, decided_at, calendar_sequence, event_sequence,
           substituted_for, cancel_reason FROM registration;
DROP TABLE registration;
ALTER TABLE registration_anew RENAME TO registration;
CREATE UNIQUE INDEX registration_once ON registration (event_id, person_id) WHERE state <> 'cancelled' AND state <> 'refused' AND state <> 'lapsed';
CREATE INDEX registration_waiting ON registration (event_id, asked_at, id) WHERE state = 'waiting';
CREATE INDEX registration_over ON registration (event_id, booking_id) WHERE state = 'cancelled' OR state = 'refused' OR state = 'lapsed';
CREATE INDEX registration_person ON registration (person_id, id);
CREATE INDEX registration_organisation ON registration (organisation_id, id);
CREATE INDEX registration_offers ON registration (offer_ends_at) WHERE state = 'offered';
CREATE INDEX registration_asked ON registration (asked_at, id);
