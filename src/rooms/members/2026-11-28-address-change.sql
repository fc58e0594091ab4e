-- A new address that somebody asked for, until whoever reads its mail says that it is theirs: one a person.
CREATE TABLE address_change (
    person_id  BIGINT PRIMARY KEY REFERENCES person (id),
    token_hash TEXT   NOT NULL UNIQUE,
    email      TEXT   NOT NULL,
    made_at    BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
