-- Events whose places and charges are said to be owed (money's bill_item). Those that were over before there was billing were paid for in another way.
CREATE TABLE event_billed (
    event_id BIGINT PRIMARY KEY REFERENCES event (id),
    at       BIGINT NOT NULL
);
CREATE INDEX event_billed_at ON event_billed (at);
