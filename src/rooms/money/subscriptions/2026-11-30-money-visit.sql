-- A visit of an adviser that a package includes, noted by the office; its draw says of which pot.
CREATE TABLE visit (
    id              BIGINT PRIMARY KEY,
    organisation_id BIGINT NOT NULL REFERENCES organisation (id),
    on_date         TEXT   NOT NULL CHECK (length(on_date) = 10),
    words           TEXT   NOT NULL,                  -- who came and what for
    noted_at        BIGINT NOT NULL,
    noted_by        BIGINT REFERENCES person (id),
    removed_at      BIGINT,                           -- noted by mistake: it counts no more
    removed_by      BIGINT REFERENCES person (id)
);
CREATE INDEX visit_organisation ON visit (organisation_id, on_date);
