-- How the council's finance program wants the files that it reads: columns in an order, each with what it holds. Finance changes it; a file that is written stays as it was.

CREATE TABLE export_layout (
    kind         TEXT   PRIMARY KEY CHECK (kind = 'recharge' OR kind = 'ledger'),
    shape        TEXT   NOT NULL CHECK (shape = 'entries' OR shape = 'pairs'),   -- a line for each debit and each credit, or both on one line
    dates        TEXT   NOT NULL CHECK (dates = 'iso' OR dates = 'slashes' OR dates = 'named' OR dates = 'digits'),
    headed       BIGINT NOT NULL CHECK (headed = 0 OR headed = 1),               -- the first line has the columns' names
    marked       BIGINT NOT NULL CHECK (marked = 0 OR marked = 1),               -- it begins with the mark by which Excel knows UTF-8
    vat_standard TEXT   NOT NULL,                            -- finance's codes for how a supply is taxed; '': none
    vat_zero     TEXT   NOT NULL,
    vat_exempt   TEXT   NOT NULL,
    vat_outside  TEXT   NOT NULL,
    version      BIGINT NOT NULL CHECK (version >= 1),       -- one more with each change
    changed_at   BIGINT NOT NULL,
    changed_by   BIGINT REFERENCES person (id)               -- NULL: as it stands here
);
CREATE INDEX export_layout_changed_by ON export_layout (changed_by);

CREATE TABLE export_column (
    kind     TEXT   NOT NULL REFERENCES export_layout (kind),
    position BIGINT NOT NULL CHECK (position >= 1 AND position <= 24),
    heading  TEXT   NOT NULL,
    holds    TEXT   NOT NULL,                                -- what export_layout.c knows by this word; 'text': words
    words    TEXT   NOT NULL,                                -- text that is the same in each line, but for the {{words}} in it
    PRIMARY KEY (kind, position)
);

INSERT INTO export_layout (kind, shape, dates, headed, marked, vat_standard, vat_zero, vat_exempt, vat_outside, version, changed_at) VALUES
    ('recharge', 'entries', 'slashes', 1, 0, 'S', 'Z', 'E', 'O', 1, 0), ('ledger', 'entries', 'slashes', 1, 0, 'S', 'Z', 'E', 'O', 1, 0);
INSERT INTO export_column (kind, position, heading, holds, words) VALUES
    ('recharge', 1, 'Journal', 'number', ''), ('recharge', 2, 'Date', 'date', ''), ('recharge', 3, 'Cost centre', 'centre', ''), ('recharge', 4, 'Code', 'code', ''),
    ('recharge', 5, 'Debit', 'debit', ''), ('recharge', 6, 'Credit', 'credit', ''), ('recharge', 7, 'VAT', 'vat', ''), ('recharge', 8, 'Text', 'text', '{{customer}} {{words}}'),
    ('recharge', 9, 'Reference', 'reference', ''),
    ('ledger', 1, 'Batch', 'number', ''), ('ledger', 2, 'Date', 'date', ''), ('ledger', 3, 'Cost centre', 'centre', ''), ('ledger', 4, 'Account', 'code', ''), ('ledger', 5, 'Fund', 'fund', ''),
    ('ledger', 6, 'VAT', 'vat', ''), ('ledger', 7, 'Debit', 'debit', ''), ('ledger', 8, 'Credit', 'credit', ''), ('ledger', 9, 'Text', 'words', ''), ('ledger', 10, 'Posting', 'reference', '');
