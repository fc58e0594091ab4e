-- Events whose people do not check themselves in: whoever takes the register marks everybody.
CREATE TABLE check_in_off (
    event_id BIGINT PRIMARY KEY REFERENCES event (id),
    off_by   BIGINT REFERENCES person (id),
    off_at   BIGINT NOT NULL
);
