-- Passkeys: keys, phones and computers that sign for whoever holds them. What is kept of one is public; the secret never leaves it.
CREATE TABLE passkey (
    id         BIGINT PRIMARY KEY,
    person_id  BIGINT NOT NULL REFERENCES person (id),
    credential TEXT   NOT NULL UNIQUE,    -- what it calls itself, base64url
    public_key TEXT   NOT NULL,
    algorithm  BIGINT NOT NULL,           -- as COSE numbers them
    counter    BIGINT NOT NULL,           -- of its last use: one that counts goes on
    name       TEXT   NOT NULL,
    made_at    BIGINT NOT NULL,
    used_at    BIGINT
);
CREATE INDEX passkey_person ON passkey (person_id);

-- Challenges that came back, so that each is taken once. They hold a few minutes, and are swept when they do so no more.
CREATE TABLE passkey_spent (
    challenge_hash TEXT   PRIMARY KEY,
    taken_at       BIGINT NOT NULL
);
