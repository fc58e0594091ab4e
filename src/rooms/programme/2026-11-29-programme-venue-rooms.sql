-- Rooms of a venue, when it is open, and when it is not to be had. A session without a room has the whole venue.

ALTER TABLE venue ADD COLUMN kit TEXT NOT NULL DEFAULT '';
ALTER TABLE venue ADD COLUMN version BIGINT NOT NULL DEFAULT 1;      -- rises with every session and block that is put there: the lock

CREATE TABLE venue_room (
    id       BIGINT PRIMARY KEY,
    venue_id BIGINT NOT NULL REFERENCES venue (id),
    name     TEXT   NOT NULL,
    places   BIGINT NOT NULL DEFAULT 0,   -- 0: not known
    kit      TEXT   NOT NULL DEFAULT '',
    access   TEXT   NOT NULL DEFAULT '',
    retired  BIGINT NOT NULL DEFAULT 0 CHECK (retired = 0 OR retired = 1)
);
CREATE INDEX venue_room_venue ON venue_room (venue_id);

-- A venue without any row is open when anybody says so; with some, a weekday without one is closed. Minutes after midnight, London's clock.
CREATE TABLE venue_hours (
    venue_id BIGINT NOT NULL REFERENCES venue (id),
    weekday  BIGINT NOT NULL CHECK (weekday BETWEEN 0 AND 6),   -- 0 is Monday
    opens    BIGINT NOT NULL,
    closes   BIGINT NOT NULL,
    PRIMARY KEY (venue_id, weekday),
    CHECK (closes > opens)
);

CREATE TABLE venue_block (
    id       BIGINT PRIMARY KEY,
    venue_id BIGINT NOT NULL REFERENCES venue (id),
    room_id  BIGINT REFERENCES venue_room (id),                 -- NULL: the whole venue
    from_at  BIGINT NOT NULL,
    till_at  BIGINT NOT NULL,
    why      TEXT   NOT NULL DEFAULT '',
    CHECK (till_at > from_at)
);
CREATE INDEX venue_block_venue ON venue_block (venue_id, from_at);

ALTER TABLE session ADD COLUMN room_id BIGINT REFERENCES venue_room (id);
CREATE INDEX session_venue ON session (venue_id, starts_at) WHERE venue_id IS NOT NULL;
