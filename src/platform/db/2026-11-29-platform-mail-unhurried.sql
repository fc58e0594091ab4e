-- One of many letters to many people: whoever waits for a link to sign in does not wait behind two thousand reminders.
ALTER TABLE mail ADD COLUMN unhurried BIGINT NOT NULL DEFAULT 0;
DROP INDEX mail_due;
CREATE INDEX mail_due ON mail (unhurried, due_at) WHERE state IN ('queued', 'sending');
