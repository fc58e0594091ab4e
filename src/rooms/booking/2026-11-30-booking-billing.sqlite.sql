INSERT INTO event_billed (event_id, at) SELECT id, CAST(strftime('%s', 'now') AS INTEGER) FROM event WHERE ends_at > 0 AND ends_at < CAST(strftime('%s', 'now') AS INTEGER);
