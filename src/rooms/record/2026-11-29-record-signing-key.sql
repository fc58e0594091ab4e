-- What badges are signed with. The private half is sealed: the database alone does not tell it. A retired key signs no more, and is still published, so
-- that what it signed can be checked.

CREATE TABLE signing_key (
    id             BIGINT PRIMARY KEY,
    kid            TEXT   NOT NULL UNIQUE,
    private_sealed TEXT   NOT NULL,
    public_jwk     TEXT   NOT NULL,
    made_at        BIGINT NOT NULL,
    retired_at     BIGINT
);
