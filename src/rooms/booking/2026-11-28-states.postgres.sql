-- The same words for a live registration as on SQLite, and no index over message ids, which are made of the letters' own.
DROP INDEX registration_once;
CREATE UNIQUE INDEX registration_once ON registration (event_id, person_id) WHERE state <> 'cancelled' AND state <> 'refused' AND state <> 'lapsed';
ALTER TABLE mail DROP CONSTRAINT mail_message_id_key;
DROP INDEX booking_organisation;
DROP INDEX booking_event;
DROP INDEX mail_state;
CREATE INDEX mail_troubled ON mail (state, id) WHERE state <> 'queued' AND state <> 'sending' AND state <> 'sent';
