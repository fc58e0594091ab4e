-- Which rules of its own an event has beyond its terms, as the bits of programme/event_rules.h. What a rule says stands in a table of the rule's own.
ALTER TABLE event ADD COLUMN rules BIGINT NOT NULL DEFAULT 0;
