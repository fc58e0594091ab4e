-- Calendars by secret link: whoever has the address reads it without signing in, until it is taken back.
CREATE TABLE feed (
    id         BIGINT PRIMARY KEY,
    token_hash TEXT   NOT NULL UNIQUE,
    person_id  BIGINT NOT NULL REFERENCES person (id),
    kind       TEXT   NOT NULL CHECK (kind = 'mine' OR kind = 'school' OR kind = 'theme' OR kind = 'community'),
    subject_id BIGINT NOT NULL DEFAULT 0,        -- of a school its organisation, of a theme itself, of a community its course; 0: the person
    made_at    BIGINT NOT NULL,
    revoked_at BIGINT
);
CREATE INDEX feed_person ON feed (person_id, id);
