-- A link by which somebody without an account reads what was said of one event, until a day. Its secret part is a mac, and is not kept.
CREATE TABLE guest_link (
    id         BIGINT PRIMARY KEY,
    event_id   BIGINT NOT NULL REFERENCES event (id),
    name       TEXT   NOT NULL,          -- whom it is for
    email      TEXT   NOT NULL DEFAULT '',
    made_by    BIGINT NOT NULL REFERENCES person (id),
    made_at    BIGINT NOT NULL,
    ends_at    BIGINT NOT NULL,
    revoked_at BIGINT
);
CREATE INDEX guest_link_event ON guest_link (event_id);
