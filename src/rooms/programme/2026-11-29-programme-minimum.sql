-- How many people an event needs to go ahead, and when that is decided: the row stands while the event has that rule.
CREATE TABLE event_minimum (
    event_id  BIGINT PRIMARY KEY REFERENCES event (id),
    people    BIGINT NOT NULL CHECK (people >= 1),
    decide_on TEXT   NOT NULL,                   -- the day on which whoever owns the event is asked, where there are fewer
    cancels   BIGINT NOT NULL DEFAULT 0 CHECK (cancels = 0 OR cancels = 1)   -- unanswered on that day, it cancels itself
);
CREATE INDEX event_minimum_day ON event_minimum (decide_on);
