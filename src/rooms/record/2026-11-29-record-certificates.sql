-- By which rule a course gives certificates, how long they hold, and what renews them.

CREATE TABLE certificate_rule (
    course_id          BIGINT PRIMARY KEY REFERENCES course (id),
    least_percent      BIGINT NOT NULL CHECK (least_percent BETWEEN 1 AND 100),   -- of the time; 100: every session
    needs_evaluation   BIGINT NOT NULL CHECK (needs_evaluation IN (0, 1)),
    valid_months       BIGINT NOT NULL CHECK (valid_months BETWEEN 0 AND 120),    -- 0: for good
    remind_days        BIGINT NOT NULL CHECK (remind_days BETWEEN 0 AND 365),     -- told so long before it expires; 0: not told
    renewing_course_id BIGINT REFERENCES course (id)                              -- a refresher; NULL: the course itself alone
);

ALTER TABLE certificate ADD COLUMN least_percent BIGINT NOT NULL DEFAULT 100;     -- of the rule by which it was given
ALTER TABLE certificate ADD COLUMN in_part BIGINT NOT NULL DEFAULT 0;             -- 1: its holder was not at every session
ALTER TABLE certificate ADD COLUMN expires_on TEXT;                               -- the last day that it holds; NULL: for good
ALTER TABLE certificate ADD COLUMN told BIGINT NOT NULL DEFAULT 0;                -- 1: that it comes to its end, 2: that it has
CREATE INDEX certificate_expiry ON certificate (expires_on, id) WHERE expires_on IS NOT NULL;
