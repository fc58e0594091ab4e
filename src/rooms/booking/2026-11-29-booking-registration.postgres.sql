-- A place may be held before anybody is named for it, and may have been another date's before.
ALTER TABLE registration ALTER COLUMN person_id DROP NOT NULL;
ALTER TABLE registration ADD COLUMN moved_from BIGINT REFERENCES registration (id);
