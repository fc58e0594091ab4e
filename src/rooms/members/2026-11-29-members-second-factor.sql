-- What proves again who somebody is, beside the password or the mailbox, before they see anybody else's data.

-- An authenticator app, once a code of it was given. What it makes its codes of is sealed: platform/security/seal.h.
CREATE TABLE totp (
    person_id BIGINT PRIMARY KEY REFERENCES person (id),
    secret    TEXT   NOT NULL,
    set_at    BIGINT NOT NULL,
    last_step BIGINT NOT NULL             -- the half minute of the last code that was taken: that one and earlier ones are taken no more
);

-- For when the phone is not at hand: ten that the person keeps, and what the operator gives out for a day. Each is taken once.
CREATE TABLE recovery_code (
    person_id  BIGINT NOT NULL REFERENCES person (id),
    code_hash  TEXT   NOT NULL,
    made_at    BIGINT NOT NULL,
    expires_at BIGINT,                    -- NULL: theirs, until they make others
    used_at    BIGINT,
    PRIMARY KEY (person_id, code_hash)
);

-- The sign-ins that were proven, and by what.
CREATE TABLE sign_in_factor (
    sign_in_id BIGINT PRIMARY KEY REFERENCES sign_in (id),
    factor     TEXT   NOT NULL CHECK (factor = 'totp' OR factor = 'recovery' OR factor = 'passkey' OR factor = 'provider'),
    proven_at  BIGINT NOT NULL
);
