-- What is posted stays as it is.
CREATE TRIGGER posting_kept BEFORE UPDATE ON posting BEGIN SELECT RAISE(ABORT, 'the ledger is never changed'); END;
CREATE TRIGGER posting_stays BEFORE DELETE ON posting BEGIN SELECT RAISE(ABORT, 'the ledger is never changed'); END;
CREATE TRIGGER posting_row_kept BEFORE UPDATE ON posting_row BEGIN SELECT RAISE(ABORT, 'the ledger is never changed'); END;
CREATE TRIGGER posting_row_stays BEFORE DELETE ON posting_row BEGIN SELECT RAISE(ABORT, 'the ledger is never changed'); END;
CREATE TRIGGER posting_open BEFORE INSERT ON posting WHEN NEW.month <= (SELECT through FROM ledger_closed WHERE id = 0)
    BEGIN SELECT RAISE(ABORT, 'the month is closed'); END;
CREATE TRIGGER posting_row_whole BEFORE INSERT ON posting_row
    WHEN NOT EXISTS (SELECT 1 FROM posting p WHERE p.id = NEW.posting_id AND p.month = NEW.month AND NEW.position <= p.rows AND p.month > (SELECT through FROM ledger_closed WHERE id = 0))
    BEGIN SELECT RAISE(ABORT, 'the row is not of an open posting'); END;
CREATE TRIGGER ledger_closed_onward BEFORE UPDATE ON ledger_closed WHEN NEW.through < OLD.through BEGIN SELECT RAISE(ABORT, 'a closed month stays closed'); END;
CREATE TRIGGER ledger_closed_stays BEFORE DELETE ON ledger_closed BEGIN SELECT RAISE(ABORT, 'a closed month stays closed'); END;
