-- Places and charges become what somebody owes here from a day on, which the office says; until it has, they are billed elsewhere.
CREATE TABLE place_billing (
    id      BIGINT PRIMARY KEY CHECK (id = 1),
    from_on TEXT   NOT NULL CHECK (length(from_on) = 10),   -- events whose first day is this one or later
    set_at  BIGINT NOT NULL,
    set_by  BIGINT REFERENCES person (id)
);

-- Events whose places are all billed: nobody looks at them again.
CREATE TABLE place_billed (
    event_id   BIGINT PRIMARY KEY REFERENCES event (id),
    settled_at BIGINT NOT NULL
);
