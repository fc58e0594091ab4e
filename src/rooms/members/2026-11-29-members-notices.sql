-- How often somebody wants to hear what is not about a place of theirs. Whoever has no row hears at once.
CREATE TABLE notice_pace (
    person_id BIGINT PRIMARY KEY REFERENCES person (id),
    pace      TEXT   NOT NULL CHECK (pace = 'at once' OR pace = 'daily' OR pace = 'weekly')
);

-- What somebody was told, or will be told in their next letter.
CREATE TABLE notice (
    id        BIGINT PRIMARY KEY,
    person_id BIGINT NOT NULL REFERENCES person (id),
    kind      TEXT   NOT NULL,            -- what told them: "saved search"; those of a kind stand together in a letter
    subject   TEXT   NOT NULL,
    words     TEXT   NOT NULL,
    link      TEXT   NOT NULL,            -- a path of this site
    made_at   BIGINT NOT NULL,
    letter    BIGINT                      -- the same number for all that went in one letter; NULL: it waits
);
CREATE INDEX notice_person ON notice (person_id, made_at);
CREATE INDEX notice_waiting ON notice (person_id) WHERE letter IS NULL;
CREATE INDEX notice_made ON notice (made_at);
