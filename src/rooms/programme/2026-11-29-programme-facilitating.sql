-- Whoever is named to lead an event is asked, and says yes or no. Those who were named before this count as having said yes.
ALTER TABLE facilitator ADD COLUMN answer TEXT NOT NULL DEFAULT 'accepted' CHECK (answer = 'asked' OR answer = 'accepted' OR answer = 'declined');
ALTER TABLE facilitator ADD COLUMN asked_at BIGINT;                           -- NULL: not asked yet, for it is a draft
ALTER TABLE facilitator ADD COLUMN asked_by BIGINT REFERENCES person (id);    -- who is told of the answer
ALTER TABLE facilitator ADD COLUMN answered_at BIGINT;
ALTER TABLE facilitator ADD COLUMN answer_note TEXT NOT NULL DEFAULT '';
CREATE INDEX facilitator_open ON facilitator (event_id) WHERE answer <> 'accepted';

-- Days on which somebody cannot lead anything, as they said themself.
CREATE TABLE facilitator_away (
    id        BIGINT PRIMARY KEY,
    person_id BIGINT NOT NULL REFERENCES person (id),
    from_on   TEXT   NOT NULL,
    till_on   TEXT   NOT NULL,                            -- its last day
    CHECK (till_on >= from_on)
);
CREATE INDEX facilitator_away_person ON facilitator_away (person_id, from_on);

-- The entry in the calendar of whoever leads; it outlives their leading, so that it can be withdrawn.
CREATE TABLE leading_invitation (
    id        BIGINT PRIMARY KEY,
    event_id  BIGINT NOT NULL REFERENCES event (id),
    person_id BIGINT NOT NULL REFERENCES person (id),
    sequence  BIGINT NOT NULL DEFAULT 0,
    made_at   BIGINT NOT NULL,
    UNIQUE (event_id, person_id)
);

-- What was agreed with whoever leads it. version rises with every change, and what is accepted is the version that was read.
CREATE TABLE facilitator_agreement (
    event_id       BIGINT NOT NULL REFERENCES event (id),
    person_id      BIGINT NOT NULL REFERENCES person (id),
    words          TEXT   NOT NULL,
    fee_pence      BIGINT NOT NULL DEFAULT 0 CHECK (fee_pence >= 0),
    expenses_pence BIGINT NOT NULL DEFAULT 0 CHECK (expenses_pence >= 0),   -- at most
    version        BIGINT NOT NULL DEFAULT 1,
    offered_at     BIGINT,                                -- NULL: written, and not shown to them yet
    offered_by     BIGINT REFERENCES person (id),
    agreed_at      BIGINT,
    PRIMARY KEY (event_id, person_id)
);
CREATE INDEX facilitator_agreement_person ON facilitator_agreement (person_id);

-- What an event costs beside what its facilitators are paid by agreement.
CREATE TABLE event_cost (
    event_id BIGINT NOT NULL REFERENCES event (id),
    position BIGINT NOT NULL,
    kind     TEXT   NOT NULL CHECK (kind = 'facilitator' OR kind = 'venue' OR kind = 'catering' OR kind = 'materials' OR kind = 'other'),
    words    TEXT   NOT NULL DEFAULT '',
    pence    BIGINT NOT NULL CHECK (pence >= 0),
    added_by BIGINT NOT NULL REFERENCES person (id),
    added_at BIGINT NOT NULL,
    PRIMARY KEY (event_id, position)
);
