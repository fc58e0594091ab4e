-- The office's list of people, by the day they first signed in.
CREATE INDEX person_first_in ON person ((-COALESCE(first_in_at, 0)), sort_key, id);
