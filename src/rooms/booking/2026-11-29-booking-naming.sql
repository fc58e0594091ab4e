-- Bookings with places that have no name: whoever made them is reminded once.
CREATE TABLE names_wanted (
    booking_id BIGINT PRIMARY KEY REFERENCES booking (id),
    told_at    BIGINT NOT NULL
);
