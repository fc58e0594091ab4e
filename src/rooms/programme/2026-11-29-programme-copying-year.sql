-- A year is carried forward by one run at a time, and its lines are read in the order of their dates.
CREATE UNIQUE INDEX copy_run_year ON copy_run (from_year) WHERE event_id IS NULL AND (state = 'planning' OR state = 'planned' OR state = 'begun');
CREATE INDEX copy_line_date ON copy_line (run_id, first_on, id);
