-- Whom a bill goes to, and who sends it.

-- What one customer wants of its bills. Without a row it is as customer_terms.h says for its kind.
CREATE TABLE customer_terms (
    organisation_id BIGINT PRIMARY KEY REFERENCES organisation (id),
    way             TEXT   NOT NULL DEFAULT '' CHECK (way = '' OR way = 'invoice' OR way = 'recharge'),   -- '': as its kind of organisation is billed
    order_required  BIGINT NOT NULL DEFAULT 0 CHECK (order_required = 0 OR order_required = 1),            -- nothing is billed without its purchase order
    cost_code       TEXT   NOT NULL DEFAULT '',              -- where a recharge goes in the council's ledger
    bill_address    TEXT   NOT NULL DEFAULT '',              -- several lines; '': where it is
    bill_email      TEXT   NOT NULL DEFAULT '',              -- '': whoever looks after its money there
    pay_days        BIGINT NOT NULL DEFAULT 30 CHECK (pay_days >= 0 AND pay_days <= 120),
    changed_at      BIGINT NOT NULL,
    changed_by      BIGINT REFERENCES person (id)
);
CREATE INDEX customer_terms_changed_by ON customer_terms (changed_by);

-- One row: what stands on every bill of who sends it. A document keeps what stood on it.
CREATE TABLE bill_sender (
    id             BIGINT PRIMARY KEY CHECK (id = 0),
    name           TEXT   NOT NULL,                          -- '': the partnership's
    address        TEXT   NOT NULL,
    vat_number     TEXT   NOT NULL,
    account_name   TEXT   NOT NULL,
    sort_code      TEXT   NOT NULL,
    account_number TEXT   NOT NULL
);
INSERT INTO bill_sender (id, name, address, vat_number, account_name, sort_code, account_number) VALUES (0, '', '', '', '', '', '');
