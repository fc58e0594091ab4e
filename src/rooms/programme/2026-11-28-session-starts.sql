-- The office's day: sessions of the coming week, and those just held.
CREATE INDEX session_starts ON session (starts_at);
