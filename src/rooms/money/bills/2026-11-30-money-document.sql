-- Quotes, invoices and credit notes. What was issued is never changed: an invoice is credited. What is still open of one stands apart.

-- One row for each kind: the next number. Whoever issues one takes it in the same act, so that none is missing and none comes twice.
CREATE TABLE document_series (
    kind   TEXT   PRIMARY KEY CHECK (kind = 'quote' OR kind = 'invoice' OR kind = 'credit note'),
    prefix TEXT   NOT NULL UNIQUE,
    next   BIGINT NOT NULL CHECK (next >= 1)
);
INSERT INTO document_series (kind, prefix, next) VALUES ('quote', 'QUO', 1), ('invoice', 'INV', 1), ('credit note', 'CRN', 1);

CREATE TABLE document (
    id               BIGINT PRIMARY KEY,
    kind             TEXT   NOT NULL REFERENCES document_series (kind),
    number           BIGINT NOT NULL CHECK (number >= 1),
    name             TEXT   NOT NULL UNIQUE,                 -- "INV-000123"
    organisation_id  BIGINT REFERENCES organisation (id),    -- whom it is to
    person_id        BIGINT REFERENCES person (id),          -- the same, of somebody who comes for no organisation
    customer_name    TEXT   NOT NULL,                        -- as they were called then
    customer_address TEXT   NOT NULL,
    customer_class   TEXT   NOT NULL,                        -- vat_rule's
    sender_name      TEXT   NOT NULL,
    sender_address   TEXT   NOT NULL,
    sender_vat       TEXT   NOT NULL,
    sender_account   TEXT   NOT NULL,                        -- how to pay: name, sort code and number of an account, a line each
    issued_on        TEXT   NOT NULL CHECK (length(issued_on) = 10),
    due_on           TEXT   NOT NULL CHECK (due_on >= issued_on),   -- of a quote: until when it holds
    purchase_order   TEXT   NOT NULL,
    net_pence        BIGINT NOT NULL CHECK (net_pence >= 0),
    vat_pence        BIGINT NOT NULL CHECK (vat_pence >= 0),
    total_pence      BIGINT NOT NULL CHECK (total_pence = net_pence + vat_pence AND total_pence > 0 AND total_pence <= 10000000000),
    lines            BIGINT NOT NULL CHECK (lines >= 1 AND lines <= 100),
    words            TEXT   NOT NULL DEFAULT '',             -- of a credit note: why
    credits_id       BIGINT REFERENCES document (id),        -- the invoice that a credit note credits
    made_at          BIGINT NOT NULL,
    made_by          BIGINT REFERENCES person (id),
    UNIQUE (kind, number),
    CHECK ((organisation_id IS NULL) <> (person_id IS NULL)),
    CHECK ((kind = 'credit note') = (credits_id IS NOT NULL))
);
CREATE INDEX document_issued ON document (issued_on, id);
CREATE INDEX document_organisation ON document (organisation_id, issued_on, id);
CREATE INDEX document_person ON document (person_id, issued_on, id);
CREATE INDEX document_credits ON document (credits_id);
CREATE INDEX document_made_by ON document (made_by);

-- Of a credit note all sums are above 0, too: they are taken off.
CREATE TABLE document_line (
    document_id      BIGINT NOT NULL REFERENCES document (id),
    position         BIGINT NOT NULL CHECK (position >= 1),
    bill_item_id     BIGINT REFERENCES bill_item (id),
    credits_position BIGINT,                                 -- the line of the invoice that it credits
    words            TEXT   NOT NULL,
    on_date          TEXT   NOT NULL CHECK (length(on_date) = 10),
    pence            BIGINT NOT NULL CHECK (pence <> 0),     -- without VAT
    supply           TEXT   NOT NULL,
    treatment        TEXT   NOT NULL CHECK (treatment = 'exempt' OR treatment = 'standard' OR treatment = 'outside' OR treatment = 'zero'),
    rate_bp          BIGINT NOT NULL CHECK (rate_bp >= 0 AND rate_bp <= 10000),
    vat_words        TEXT   NOT NULL,                        -- the rule that held
    account_id       BIGINT NOT NULL REFERENCES account (id),
    cost_centre_id   BIGINT NOT NULL REFERENCES cost_centre (id),
    fund_id          BIGINT REFERENCES fund (id),
    PRIMARY KEY (document_id, position)
);
CREATE INDEX document_line_item ON document_line (bill_item_id);

-- VAT is reckoned once for each treatment and rate, of all their lines together.
CREATE TABLE document_vat (
    document_id   BIGINT NOT NULL REFERENCES document (id),
    treatment     TEXT   NOT NULL,
    rate_bp       BIGINT NOT NULL,
    taxable_pence BIGINT NOT NULL CHECK (taxable_pence >= 0),
    vat_pence     BIGINT NOT NULL CHECK (vat_pence >= 0),
    words         TEXT   NOT NULL,
    PRIMARY KEY (document_id, treatment, rate_bp)
);

-- What is still to pay of an invoice, and what it was credited; of a credit note, what of it is still to be set off or paid back. The one thing that changes.
CREATE TABLE document_open (
    document_id    BIGINT PRIMARY KEY REFERENCES document (id),
    total_pence    BIGINT NOT NULL CHECK (total_pence > 0),
    open_pence     BIGINT NOT NULL CHECK (open_pence >= 0),
    credited_pence BIGINT NOT NULL DEFAULT 0 CHECK (credited_pence >= 0 AND credited_pence <= total_pence),
    CHECK (open_pence <= total_pence)
);
CREATE INDEX document_open_still ON document_open (document_id) WHERE open_pence > 0;

-- What of a credit note was set off against which invoice, never changed. Payments are another table.
CREATE TABLE document_set_off (
    id         BIGINT PRIMARY KEY,
    credit_id  BIGINT NOT NULL REFERENCES document (id),
    invoice_id BIGINT NOT NULL REFERENCES document (id),
    pence      BIGINT NOT NULL CHECK (pence > 0),
    on_date    TEXT   NOT NULL CHECK (length(on_date) = 10),
    made_at    BIGINT NOT NULL,
    made_by    BIGINT REFERENCES person (id)
);
CREATE INDEX document_set_off_credit ON document_set_off (credit_id);
CREATE INDEX document_set_off_invoice ON document_set_off (invoice_id);
CREATE INDEX document_set_off_made_by ON document_set_off (made_by);
