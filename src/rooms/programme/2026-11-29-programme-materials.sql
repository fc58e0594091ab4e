-- What an event's people are given to read: files and links, before it and after it.

-- One publishing: what it shared, and how far its letters have gone.
CREATE TABLE material_sharing (
    id         BIGINT PRIMARY KEY,
    event_id   BIGINT NOT NULL REFERENCES event (id),
    moment     TEXT   NOT NULL CHECK (moment = 'before' OR moment = 'after'),
    shared_by  BIGINT,
    shared_at  BIGINT NOT NULL,
    told_up_to BIGINT NOT NULL DEFAULT 0,          -- the last registration that was told
    told_at    BIGINT                              -- everybody was
);
CREATE INDEX material_sharing_of_event ON material_sharing (event_id);
CREATE INDEX material_sharing_due ON material_sharing (shared_at) WHERE told_at IS NULL;

CREATE TABLE material (
    id         BIGINT PRIMARY KEY,
    event_id   BIGINT NOT NULL REFERENCES event (id),
    moment     TEXT   NOT NULL CHECK (moment = 'before' OR moment = 'after'),   -- after: shown from the end of the last session
    position   BIGINT NOT NULL,
    name       TEXT   NOT NULL,
    file_id    BIGINT REFERENCES stored_file (id), -- a copied event's materials are the same files
    link       TEXT   NOT NULL,                    -- '' with a file
    sharing_id BIGINT REFERENCES material_sharing (id),   -- NULL: seen by those who prepare the event alone
    added_by   BIGINT,
    added_at   BIGINT NOT NULL,
    CHECK ((file_id IS NULL) <> (link = ''))
);
CREATE INDEX material_of_event ON material (event_id, moment, position);
CREATE INDEX material_of_file ON material (file_id) WHERE file_id IS NOT NULL;
CREATE INDEX material_of_sharing ON material (sharing_id) WHERE sharing_id IS NOT NULL;
