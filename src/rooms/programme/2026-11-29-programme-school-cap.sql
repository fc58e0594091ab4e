-- So many places for one school, until a day: the row stands while the event has that rule.
CREATE TABLE event_school_cap (
    event_id BIGINT PRIMARY KEY REFERENCES event (id),
    places   BIGINT NOT NULL CHECK (places >= 1),
    until_at BIGINT                              -- the instant from which a school may have more; NULL: never
);
CREATE INDEX event_school_cap_until ON event_school_cap (until_at);
