-- Moved by every commit that changes something, in the same transaction: what a process keeps was made for one number and holds while a
-- snapshot shows that number. On SQLite one process writes, and counts in memory.
CREATE TABLE store_change (number BIGINT NOT NULL);
INSERT INTO store_change (number) VALUES (0);
