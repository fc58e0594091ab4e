-- Who is taken back with a file is looked for in every table that may name them. Bookings keep none for who booked: each would pay for it.
CREATE INDEX attendance_marked_by ON attendance (marked_by);
