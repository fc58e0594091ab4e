-- A filter of the catalogue that somebody keeps, by a name of theirs.
CREATE TABLE saved_search (
    id        BIGINT PRIMARY KEY,
    person_id BIGINT NOT NULL REFERENCES person (id),
    slot      BIGINT NOT NULL CHECK (slot BETWEEN 1 AND 20),   -- so nobody has more, whoever saves at once
    name      TEXT   NOT NULL,
    query     TEXT   NOT NULL,                       -- "q=phonics&for=teachers": the catalogue's own address
    tells     BIGINT NOT NULL DEFAULT 1 CHECK (tells IN (0, 1)),   -- of what is published and fits
    made_at   BIGINT NOT NULL,
    UNIQUE (person_id, slot),
    UNIQUE (person_id, query)
);

-- Of what a search has told already. Events are named and not referred to: one that an import laid may still be undone.
CREATE TABLE saved_search_told (
    search_id BIGINT NOT NULL REFERENCES saved_search (id),
    event_id  BIGINT NOT NULL,
    PRIMARY KEY (search_id, event_id)
);

-- Events published since the searches were last looked through.
CREATE TABLE search_news (
    event_id BIGINT PRIMARY KEY,
    noted_at BIGINT NOT NULL
);
