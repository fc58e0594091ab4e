-- What customers pay, which invoice it settles, what is paid back, what is given up, and who is reminded.

-- One row: what the partnership says of payments.
CREATE TABLE payment_terms (
    id               BIGINT PRIMARY KEY CHECK (id = 0),
    two_people_pence BIGINT NOT NULL CHECK (two_people_pence >= 0),   -- above it, paying back and giving up take a second person
    remind_days      BIGINT NOT NULL CHECK (remind_days >= 0 AND remind_days <= 365),   -- so many days after it was due; 0: nobody is reminded
    again_days       BIGINT NOT NULL CHECK (again_days >= 0 AND again_days <= 365),     -- and once more; 0: not
    card_on          BIGINT NOT NULL CHECK (card_on = 0 OR card_on = 1),
    card_url         TEXT   NOT NULL,                        -- where the provider is reached; '': at its own address
    card_key         TEXT   NOT NULL                         -- sealed; '': none
);
INSERT INTO payment_terms (id, two_people_pence, remind_days, again_days, card_on, card_url, card_key) VALUES (0, 10000, 7, 21, 0, '', '');

-- A line of a bank statement. It waits until it is matched with what it pays, or set aside.
CREATE TABLE bank_line (
    id             BIGINT PRIMARY KEY,
    intake_id      BIGINT NOT NULL,                          -- the file it came with
    on_date        TEXT   NOT NULL CHECK (length(on_date) = 10),
    pence          BIGINT NOT NULL CHECK (pence <> 0),       -- below 0: it went
    reference      TEXT   NOT NULL,
    name           TEXT   NOT NULL,                          -- the other party
    bank_reference TEXT   NOT NULL,
    details        TEXT   NOT NULL,
    account        TEXT   NOT NULL,
    came_back      BIGINT NOT NULL CHECK (came_back = 0 OR came_back = 1),   -- the bank marks it as taking another one back
    digest         TEXT   NOT NULL,                          -- of all that the statement says of it
    occurrence     BIGINT NOT NULL CHECK (occurrence >= 1),  -- the how manieth that is the same in every word
    state          TEXT   NOT NULL CHECK (state = 'waiting' OR state = 'matched' OR state = 'set aside'),
    why            TEXT   NOT NULL DEFAULT '',               -- of one that is set aside
    settled_at     BIGINT,
    settled_by     BIGINT REFERENCES person (id),
    made_at        BIGINT NOT NULL,
    UNIQUE (digest, occurrence)
);
CREATE INDEX bank_line_day ON bank_line (on_date, id);
CREATE INDEX bank_line_waiting ON bank_line (on_date, id) WHERE state = 'waiting';
CREATE INDEX bank_line_settled_by ON bank_line (settled_by);

-- A payment by card that somebody began: taken by the provider, on its own pages.
CREATE TABLE card_payment (
    id          BIGINT PRIMARY KEY,
    document_id BIGINT NOT NULL REFERENCES document (id),
    pence       BIGINT NOT NULL CHECK (pence > 0),
    provider_id TEXT   NOT NULL UNIQUE,                      -- the provider's number of it
    token_hash  TEXT   NOT NULL UNIQUE,                      -- of the address that the provider sends back to
    next_url    TEXT   NOT NULL,                             -- where whoever pays goes on
    state       TEXT   NOT NULL CHECK (state = 'under way' OR state = 'paid' OR state = 'not paid' OR state = 'odd'),   -- odd: paid, but not what was asked for
    said        TEXT   NOT NULL,                             -- the provider's word for it
    asked_at    BIGINT NOT NULL,                             -- when the provider was last asked
    made_at     BIGINT NOT NULL,
    made_by     BIGINT REFERENCES person (id)
);
CREATE UNIQUE INDEX card_payment_under_way ON card_payment (document_id) WHERE state = 'under way';
CREATE INDEX card_payment_document ON card_payment (document_id);
CREATE INDEX card_payment_made_by ON card_payment (made_by);

CREATE TABLE payment (
    id              BIGINT PRIMARY KEY,
    organisation_id BIGINT REFERENCES organisation (id),     -- who paid
    person_id       BIGINT REFERENCES person (id),           -- the same, of somebody who comes for no organisation
    way             TEXT   NOT NULL CHECK (way = 'bank' OR way = 'card' OR way = 'cheque' OR way = 'cash'),
    on_date         TEXT   NOT NULL CHECK (length(on_date) = 10),
    pence           BIGINT NOT NULL CHECK (pence > 0),
    left_pence      BIGINT NOT NULL CHECK (left_pence >= 0 AND left_pence <= pence),   -- on account: what settles nothing yet
    reference       TEXT   NOT NULL,
    bank_line_id    BIGINT REFERENCES bank_line (id),
    card_payment_id BIGINT UNIQUE REFERENCES card_payment (id),
    reversed_at     BIGINT,
    reversed_why    TEXT   NOT NULL DEFAULT '',
    reversed_by     BIGINT REFERENCES person (id),
    made_at         BIGINT NOT NULL,
    made_by         BIGINT REFERENCES person (id),           -- NULL: by rule
    CHECK ((organisation_id IS NULL) <> (person_id IS NULL)),
    CHECK (reversed_at IS NULL OR left_pence = 0)
);
CREATE INDEX payment_day ON payment (on_date, id);
CREATE INDEX payment_organisation ON payment (organisation_id, on_date);
CREATE INDEX payment_person ON payment (person_id, on_date);
CREATE INDEX payment_bank_line ON payment (bank_line_id);
CREATE INDEX payment_left ON payment (id) WHERE left_pence > 0;
CREATE INDEX payment_made_by ON payment (made_by);
CREATE INDEX payment_reversed_by ON payment (reversed_by);

-- So much of a payment settles so much of an invoice, until it is lifted. What is set off against a credit note is another table (document_set_off).
CREATE TABLE allocation (
    id          BIGINT PRIMARY KEY,
    payment_id  BIGINT NOT NULL REFERENCES payment (id),
    document_id BIGINT NOT NULL REFERENCES document (id),
    pence       BIGINT NOT NULL CHECK (pence > 0),
    made_at     BIGINT NOT NULL,
    made_by     BIGINT REFERENCES person (id),
    lifted_at   BIGINT,
    lifted_by   BIGINT REFERENCES person (id)
);
CREATE INDEX allocation_payment ON allocation (payment_id);
CREATE INDEX allocation_document ON allocation (document_id);
CREATE INDEX allocation_made_by ON allocation (made_by);
CREATE INDEX allocation_lifted_by ON allocation (lifted_by);

-- Refunds that go by bank leave in a list.
CREATE TABLE refund_list (
    id      BIGINT PRIMARY KEY,
    made_at BIGINT NOT NULL,
    made_by BIGINT NOT NULL REFERENCES person (id)
);
CREATE INDEX refund_list_made_by ON refund_list (made_by);

-- Money on account is paid back: asked by one, approved by another where it is above the limit.
CREATE TABLE refund (
    id           BIGINT PRIMARY KEY,
    payment_id   BIGINT REFERENCES payment (id),
    credit_id    BIGINT REFERENCES document (id),
    pence        BIGINT NOT NULL CHECK (pence > 0),
    why          TEXT   NOT NULL,
    way          TEXT   NOT NULL CHECK (way = 'bank' OR way = 'card'),
    account_name TEXT   NOT NULL,                            -- where it goes, by bank; forgotten some time after it left
    account      TEXT   NOT NULL,                            -- sort code and number, sealed
    state        TEXT   NOT NULL CHECK (state = 'asked' OR state = 'approved' OR state = 'declined' OR state = 'sent' OR state = 'failed'),
    list_id      BIGINT REFERENCES refund_list (id),
    asked_at     BIGINT NOT NULL,
    asked_by     BIGINT NOT NULL REFERENCES person (id),
    decided_at   BIGINT,
    decided_by   BIGINT REFERENCES person (id),
    decided_why  TEXT   NOT NULL DEFAULT '',                 -- of one that was declined, or that did not arrive
    sent_at      BIGINT,
    CHECK ((payment_id IS NULL) <> (credit_id IS NULL))
);
CREATE INDEX refund_payment ON refund (payment_id);
CREATE INDEX refund_credit ON refund (credit_id);
CREATE INDEX refund_asked ON refund (asked_at, id);
CREATE INDEX refund_list_of ON refund (list_id);
CREATE INDEX refund_asked_by ON refund (asked_by);
CREATE INDEX refund_decided_by ON refund (decided_by);

-- What will not be paid is given up, by the same rule of two.
CREATE TABLE write_off (
    id          BIGINT PRIMARY KEY,
    document_id BIGINT NOT NULL REFERENCES document (id),
    pence       BIGINT NOT NULL CHECK (pence > 0),
    why         TEXT   NOT NULL,
    state       TEXT   NOT NULL CHECK (state = 'asked' OR state = 'approved' OR state = 'declined'),
    asked_at    BIGINT NOT NULL,
    asked_by    BIGINT NOT NULL REFERENCES person (id),
    decided_at  BIGINT,
    decided_by  BIGINT REFERENCES person (id),
    decided_why TEXT   NOT NULL DEFAULT ''
);
CREATE INDEX write_off_document ON write_off (document_id);
CREATE INDEX write_off_asked ON write_off (asked_at, id);
CREATE INDEX write_off_asked_by ON write_off (asked_by);
CREATE INDEX write_off_decided_by ON write_off (decided_by);

-- An invoice that is overdue for so long is proposed for a letter, once for each step; the office sends it or not.
CREATE TABLE overdue_letter (
    document_id BIGINT NOT NULL REFERENCES document (id),
    step        BIGINT NOT NULL CHECK (step = 1 OR step = 2),
    state       TEXT   NOT NULL CHECK (state = 'proposed' OR state = 'sent' OR state = 'dropped'),
    proposed_at BIGINT NOT NULL,
    decided_at  BIGINT,
    decided_by  BIGINT REFERENCES person (id),
    PRIMARY KEY (document_id, step)
);
CREATE INDEX overdue_letter_proposed ON overdue_letter (document_id) WHERE state = 'proposed';
CREATE INDEX overdue_letter_decided_by ON overdue_letter (decided_by);

-- A customer who is not reminded for now.
CREATE TABLE overdue_hold (
    id              BIGINT PRIMARY KEY,
    organisation_id BIGINT REFERENCES organisation (id),
    person_id       BIGINT REFERENCES person (id),
    why             TEXT   NOT NULL,
    made_at         BIGINT NOT NULL,
    made_by         BIGINT REFERENCES person (id),
    ended_at        BIGINT,
    ended_by        BIGINT REFERENCES person (id),
    CHECK ((organisation_id IS NULL) <> (person_id IS NULL))
);
CREATE UNIQUE INDEX overdue_hold_organisation ON overdue_hold (organisation_id) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX overdue_hold_person ON overdue_hold (person_id) WHERE ended_at IS NULL;
CREATE INDEX overdue_hold_made_by ON overdue_hold (made_by);
CREATE INDEX overdue_hold_ended_by ON overdue_hold (ended_by);
