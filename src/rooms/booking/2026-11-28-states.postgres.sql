-- The same words for a live registration as on SQLite; and indexes that nobody asks are gone.
DROP INDEX registration_once;
CREATE UNIQUE INDEX registration_once ON registration (event_id, person_id) WHERE state <> 'cancelled' AND state <> 'refused' AND state <> 'lapsed';
DROP INDEX booking_organisation;
DROP INDEX booking_event;
