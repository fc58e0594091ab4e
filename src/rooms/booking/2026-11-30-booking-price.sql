-- Why a place of a booking costs what it does, where that is not the plain price for members or others; as it was said before confirming.
CREATE TABLE booking_price (
    booking_id BIGINT PRIMARY KEY REFERENCES booking (id),
    list_pence BIGINT NOT NULL CHECK (list_pence >= 0),      -- before any package was counted in
    words      TEXT   NOT NULL
);
