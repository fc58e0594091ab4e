-- What a letter is about (an event), so that everything sent about it is found; and letters by what became of them.
ALTER TABLE mail ADD COLUMN about_id BIGINT NOT NULL DEFAULT 0;
CREATE INDEX mail_about ON mail (about_id, id);
CREATE INDEX mail_state ON mail (state, id);
