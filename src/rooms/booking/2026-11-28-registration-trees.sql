-- Of every booking each index is one page more to write. The confirmed, who are nearly all, are found by their event through registration_once, as is
-- everybody with a live registration; so only those who wait, in their order, and those who come no more need an index of their own.
DROP INDEX registration_event;
CREATE INDEX registration_waiting ON registration (event_id, asked_at, id) WHERE state = 'waiting';
CREATE INDEX registration_over ON registration (event_id, booking_id) WHERE state = 'cancelled' OR state = 'refused' OR state = 'lapsed';
