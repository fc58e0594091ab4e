-- No index over message ids, which are made of the letters' own, and one over the few letters in trouble instead of all by their state.
ALTER TABLE mail DROP CONSTRAINT mail_message_id_key;
DROP INDEX mail_state;
CREATE INDEX mail_troubled ON mail (state, id) WHERE state <> 'queued' AND state <> 'sending' AND state <> 'sent';
