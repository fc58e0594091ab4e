-- Accounts elsewhere that people sign in with: the school's Microsoft or Google account, or any other that speaks OpenID Connect.

CREATE TABLE identity_provider (
    id            BIGINT PRIMARY KEY,
    slug          TEXT   NOT NULL UNIQUE,     -- in addresses: "microsoft"
    name          TEXT   NOT NULL,            -- on buttons: "Microsoft account"
    issuer        TEXT   NOT NULL,
    client_id     TEXT   NOT NULL,
    client_secret TEXT   NOT NULL,            -- sealed: platform/security/seal.h
    tenants       TEXT   NOT NULL,            -- of an issuer that stands for many directories: those let in, apart by spaces
    gives_factor  BIGINT NOT NULL CHECK (gives_factor IN (0, 1)),      -- it asks for a second factor itself
    retired       BIGINT NOT NULL CHECK (retired IN (0, 1))
);

-- Whose account it is. The address that the provider said is kept for people to recognise it by, and for nothing else.
CREATE TABLE identity (
    id          BIGINT PRIMARY KEY,
    provider_id BIGINT NOT NULL REFERENCES identity_provider (id),
    issuer      TEXT   NOT NULL,
    subject     TEXT   NOT NULL,
    person_id   BIGINT NOT NULL REFERENCES person (id),
    email_said  TEXT   NOT NULL,
    linked_at   BIGINT NOT NULL,
    UNIQUE (issuer, subject)
);
CREATE INDEX identity_person ON identity (person_id);

-- Somebody came by an account that is nobody's yet: for an hour it waits for whoever signs in to say that it is theirs.
CREATE TABLE identity_offer (
    token_hash  TEXT   PRIMARY KEY,
    provider_id BIGINT NOT NULL REFERENCES identity_provider (id),
    issuer      TEXT   NOT NULL,
    subject     TEXT   NOT NULL,
    email_said  TEXT   NOT NULL,
    made_at     BIGINT NOT NULL
);
