-- The office's list of bookings, in the order in which they were asked for.
CREATE INDEX registration_asked ON registration (asked_at, id);
