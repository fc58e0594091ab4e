-- Seals that hold when the addresses of connections are forgotten: each is over a salted hash of them, and the salt goes with them.
-- Seals of before have no address_hash; the job that seals makes them anew, and keeps the hash that the log named as first_hash.
ALTER TABLE trail_seal ADD COLUMN address_hash TEXT NOT NULL DEFAULT '';
ALTER TABLE trail_seal ADD COLUMN address_salt TEXT NOT NULL DEFAULT '';
ALTER TABLE trail_seal ADD COLUMN first_hash TEXT NOT NULL DEFAULT '';
CREATE INDEX trail_seal_salted ON trail_seal (id) WHERE address_salt <> '';
CREATE INDEX trail_seal_first ON trail_seal (id) WHERE address_hash = '';
