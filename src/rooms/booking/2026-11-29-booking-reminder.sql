-- Who was reminded of their place, how long before, and of which day: an event that moves is reminded of anew.
CREATE TABLE reminder (
    registration_id BIGINT NOT NULL REFERENCES registration (id),
    starts_on       TEXT   NOT NULL,
    days            BIGINT NOT NULL,             -- of the settings: 7, 1
    sent_at         BIGINT NOT NULL,
    PRIMARY KEY (registration_id, starts_on, days)
);
