INSERT INTO event_billed (event_id, at) SELECT id, CAST(EXTRACT(EPOCH FROM now()) AS BIGINT) FROM event WHERE ends_at > 0 AND ends_at < CAST(EXTRACT(EPOCH FROM now()) AS BIGINT);
