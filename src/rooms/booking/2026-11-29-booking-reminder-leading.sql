-- Who was reminded of an event that they lead, as reminder says it of a place.
CREATE TABLE leading_reminder (
    event_id  BIGINT NOT NULL REFERENCES event (id),
    person_id BIGINT NOT NULL REFERENCES person (id),
    starts_on TEXT   NOT NULL,
    days      BIGINT NOT NULL,
    sent_at   BIGINT NOT NULL,
    PRIMARY KEY (event_id, person_id, starts_on, days)
);
