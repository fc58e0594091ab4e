-- The partnership's own mark, a picture: one row or none. It is made anew under a new id, so that whoever has one may keep it.
CREATE TABLE own_mark (
    id         BIGINT PRIMARY KEY,
    type       TEXT   NOT NULL CHECK (type IN ('image/png', 'image/jpeg')),
    width      BIGINT NOT NULL,
    height     BIGINT NOT NULL,
    words      TEXT   NOT NULL,         -- what it shows, for those who cannot see it; '' where it only repeats the name
    bytes      BYTEA  NOT NULL,
    changed_at BIGINT NOT NULL
);
