-- Bookings, the registrations they made, and attendance.

-- The act: who booked, for which organisation, at what price, with which purchase order.
CREATE TABLE booking (
    id              BIGINT PRIMARY KEY,
    event_id        BIGINT NOT NULL REFERENCES event (id),
    organisation_id BIGINT REFERENCES organisation (id),      -- NULL: a person without a post, for themselves
    booked_by       BIGINT REFERENCES person (id),            -- NULL: imported
    purchase_order  TEXT   NOT NULL DEFAULT '',
    price_pence     BIGINT NOT NULL,                          -- of one place, as shown before confirming
    booked_at       BIGINT NOT NULL
);
CREATE INDEX booking_organisation ON booking (organisation_id, id);
CREATE INDEX booking_event ON booking (event_id);

CREATE TABLE registration (
    id              BIGINT PRIMARY KEY,
    booking_id      BIGINT NOT NULL REFERENCES booking (id),
    event_id        BIGINT NOT NULL REFERENCES event (id),
    person_id       BIGINT NOT NULL REFERENCES person (id),
    organisation_id BIGINT REFERENCES organisation (id),      -- for whom they come; stays when they move school
    state           TEXT   NOT NULL CHECK (state IN ('requested', 'waiting', 'offered', 'confirmed', 'cancelled', 'refused', 'lapsed')),
    price_pence     BIGINT NOT NULL,
    asked_at        BIGINT NOT NULL,                          -- their time in the queue
    offered_at      BIGINT,
    offer_ends_at   BIGINT,
    decided_at      BIGINT,                                   -- confirmed, cancelled, refused or lapsed
    calendar_sequence BIGINT NOT NULL DEFAULT 0,              -- rises with every invitation sent
    event_sequence  BIGINT NOT NULL DEFAULT 0,                -- the event's, as their last invitation told it
    substituted_for BIGINT REFERENCES registration (id),      -- the colleague whose place this was
    cancel_reason   TEXT   NOT NULL DEFAULT ''
);
-- One live registration of a person at an event: a live state is one of the four.
CREATE UNIQUE INDEX registration_once ON registration (event_id, person_id) WHERE state IN ('requested', 'waiting', 'offered', 'confirmed');
CREATE INDEX registration_event ON registration (event_id, state, asked_at, id);
CREATE INDEX registration_person ON registration (person_id, id);
CREATE INDEX registration_organisation ON registration (organisation_id, id);
CREATE INDEX registration_offers ON registration (offer_ends_at) WHERE state = 'offered';

-- Kept per session; an absent row means nobody has said yet.
CREATE TABLE attendance (
    registration_id BIGINT NOT NULL REFERENCES registration (id),
    session_id      BIGINT NOT NULL REFERENCES session (id),
    mark            TEXT   NOT NULL CHECK (mark IN ('present', 'part', 'absent')),
    marked_by       BIGINT REFERENCES person (id),
    marked_at       BIGINT NOT NULL,
    PRIMARY KEY (registration_id, session_id)
);
CREATE INDEX attendance_session ON attendance (session_id);
