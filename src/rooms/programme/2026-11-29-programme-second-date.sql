-- How long a waiting list grows before a second date is proposed: the row stands while the event has that rule.
CREATE TABLE event_second_date (
    event_id BIGINT PRIMARY KEY REFERENCES event (id),
    waiting  BIGINT NOT NULL CHECK (waiting >= 1)
);
