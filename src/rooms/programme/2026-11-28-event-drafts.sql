-- How many drafts wait stands on every page of the office.
CREATE INDEX event_drafts ON event (course_id) WHERE state = 'draft';
