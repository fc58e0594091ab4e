-- What a school, or a person who came for none, owes for a place given up late, moved late or left empty: in whole pence, with the terms as they were. A row is never
-- changed but to be waived or lifted, once; what is billed of it is another room's.
CREATE TABLE charge (
    id              BIGINT PRIMARY KEY,
    registration_id BIGINT NOT NULL REFERENCES registration (id),
    event_id        BIGINT NOT NULL REFERENCES event (id),
    organisation_id BIGINT REFERENCES organisation (id),     -- who owes it; NULL: the registration's person, who came for no school
    kind            TEXT   NOT NULL CHECK (kind = 'cancelled' OR kind = 'moved' OR kind = 'missed'),
    pence           BIGINT NOT NULL CHECK (pence > 0),
    terms           TEXT   NOT NULL,                         -- why so much, in the words that held
    made_at         BIGINT NOT NULL,
    waived_at       BIGINT,
    waived_by       BIGINT REFERENCES person (id),
    waived_why      TEXT   NOT NULL DEFAULT '',
    lifted_at       BIGINT,                                  -- it fell away by itself
    lifted_why      TEXT   NOT NULL DEFAULT '' CHECK (lifted_why = '' OR lifted_why = 'taken' OR lifted_why = 'register' OR lifted_why = 'event'),
    CHECK (waived_at IS NULL OR lifted_at IS NULL)
);
CREATE UNIQUE INDEX charge_once ON charge (registration_id) WHERE lifted_at IS NULL;
CREATE INDEX charge_event ON charge (event_id);
CREATE INDEX charge_organisation ON charge (organisation_id, id);
