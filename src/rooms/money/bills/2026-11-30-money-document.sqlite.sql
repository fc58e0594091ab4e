-- What was issued stays as it is.
CREATE TRIGGER document_kept BEFORE UPDATE ON document BEGIN SELECT RAISE(ABORT, 'what was issued is never changed'); END;
CREATE TRIGGER document_stays BEFORE DELETE ON document BEGIN SELECT RAISE(ABORT, 'what was issued is never changed'); END;
CREATE TRIGGER document_line_kept BEFORE UPDATE ON document_line BEGIN SELECT RAISE(ABORT, 'what was issued is never changed'); END;
CREATE TRIGGER document_line_stays BEFORE DELETE ON document_line BEGIN SELECT RAISE(ABORT, 'what was issued is never changed'); END;
CREATE TRIGGER document_line_whole BEFORE INSERT ON document_line
    WHEN NOT EXISTS (SELECT 1 FROM document d WHERE d.id = NEW.document_id AND NEW.position <= d.lines) BEGIN SELECT RAISE(ABORT, 'the line is not of this document'); END;
CREATE TRIGGER document_vat_kept BEFORE UPDATE ON document_vat BEGIN SELECT RAISE(ABORT, 'what was issued is never changed'); END;
CREATE TRIGGER document_vat_stays BEFORE DELETE ON document_vat BEGIN SELECT RAISE(ABORT, 'what was issued is never changed'); END;
CREATE TRIGGER document_series_onward BEFORE UPDATE ON document_series WHEN NEW.next < OLD.next BEGIN SELECT RAISE(ABORT, 'a number is never given twice'); END;
CREATE TRIGGER document_open_kept BEFORE UPDATE ON document_open WHEN NEW.total_pence <> OLD.total_pence OR NEW.credited_pence < OLD.credited_pence
    BEGIN SELECT RAISE(ABORT, 'what was issued is never changed'); END;
CREATE TRIGGER document_open_stays BEFORE DELETE ON document_open BEGIN SELECT RAISE(ABORT, 'what was issued is never changed'); END;
CREATE TRIGGER document_set_off_kept BEFORE UPDATE ON document_set_off BEGIN SELECT RAISE(ABORT, 'what was issued is never changed'); END;
CREATE TRIGGER document_set_off_stays BEFORE DELETE ON document_set_off BEGIN SELECT RAISE(ABORT, 'what was issued is never changed'); END;
