-- How the letters about an event fare is asked seldom, and a letter is queued with each booking: those still waiting are few and found among the waiting,
-- so that a letter comes into the event's own list once it is out.
DROP INDEX mail_about;
CREATE INDEX mail_about ON mail (about_id, id) WHERE state <> 'queued' AND state <> 'sending';
