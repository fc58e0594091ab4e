-- From which day on events' costs post themselves. A store that knew costs before has them in its ledger by hand: there it begins with the day on which this came.
CREATE TABLE event_cost_start (
    id      BIGINT PRIMARY KEY CHECK (id = 0),
    from_on TEXT   NOT NULL                               -- '' from the beginning
);
