-- What a register says beyond who came: for how long, how it was said, who came unbooked, and what became of those who did not come.

ALTER TABLE attendance ADD COLUMN minutes BIGINT;                    -- of a part; NULL: nobody said how long
ALTER TABLE attendance ADD COLUMN how TEXT NOT NULL DEFAULT 'tap' CHECK (how = 'tap' OR how = 'scan' OR how = 'code' OR how = 'walk-in');

-- Whoever came without booking, put on the register in the room.
CREATE TABLE walk_in (
    registration_id BIGINT PRIMARY KEY REFERENCES registration (id),
    session_id      BIGINT NOT NULL REFERENCES session (id),
    added_by        BIGINT REFERENCES person (id),
    added_at        BIGINT NOT NULL
);

-- A confirmed place of which nobody came to any session, once its person has been asked why. Gone where the register is put right.
CREATE TABLE no_show (
    registration_id BIGINT PRIMARY KEY REFERENCES registration (id),
    event_id        BIGINT NOT NULL REFERENCES event (id),
    told_at         BIGINT NOT NULL,
    reason          TEXT   NOT NULL DEFAULT '',
    answered_by     BIGINT REFERENCES person (id),
    answered_at     BIGINT
);
CREATE INDEX no_show_event ON no_show (event_id);
-- The office's list, the latest first.
CREATE INDEX no_show_told ON no_show (told_at, registration_id);
