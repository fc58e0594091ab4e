-- Bookings whose people wait together: they are offered places for all of them, or none.
CREATE TABLE party (
    booking_id BIGINT PRIMARY KEY REFERENCES booking (id)
);
