-- The ledger on its way to the council's finance program: months that are closed, in batches. A batch takes all months after the one before it, so each row goes out once.

-- One row: through which month the ledger went out. Whoever makes a batch moves it on, and so they wait for each other.
CREATE TABLE ledger_exported (
    id      BIGINT PRIMARY KEY CHECK (id = 0),
    through TEXT   NOT NULL,                                 -- "2027-03"; '' nothing yet
    batches BIGINT NOT NULL CHECK (batches >= 0)
);
INSERT INTO ledger_exported (id, through, batches) VALUES (0, '', 0);

CREATE TABLE ledger_export (
    id         BIGINT PRIMARY KEY,
    number     BIGINT NOT NULL UNIQUE CHECK (number >= 1),
    after      TEXT   NOT NULL UNIQUE,                       -- the month before its first; '' it is the first batch
    through    TEXT   NOT NULL UNIQUE CHECK (through > after),
    postings   BIGINT NOT NULL CHECK (postings >= 1),
    rows       BIGINT NOT NULL CHECK (rows >= 1),
    pence      BIGINT NOT NULL CHECK (pence >= 1),           -- of all rows: so much is debited, and so much credited
    file_id    BIGINT NOT NULL UNIQUE REFERENCES stored_file (id),
    made_at    BIGINT NOT NULL,
    made_by    BIGINT REFERENCES person (id),
    fetched_at BIGINT,                                       -- when its file was taken, which then is one that was
    fetched_by BIGINT REFERENCES person (id),
    CHECK ((fetched_at IS NULL) = (fetched_by IS NULL))
);
CREATE INDEX ledger_export_made_by ON ledger_export (made_by);
CREATE INDEX ledger_export_fetched_by ON ledger_export (fetched_by);
