-- The day that this store's machine has.
INSERT INTO event_cost_start (id, from_on) VALUES (0, CASE WHEN EXISTS (SELECT 1 FROM event) THEN to_char(now(), 'YYYY-MM-DD') ELSE '' END);
