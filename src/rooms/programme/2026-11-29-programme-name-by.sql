-- Until how long before the event places may be held without a name: the row stands while the event has that rule.
CREATE TABLE event_name_by (
    event_id BIGINT PRIMARY KEY REFERENCES event (id),
    days     BIGINT NOT NULL CHECK (days >= 1)               -- before the day of its first session
);
