-- What went out is never changed, but that its file was taken.
CREATE TRIGGER ledger_export_kept BEFORE UPDATE ON ledger_export
    WHEN NEW.id <> OLD.id OR NEW.number <> OLD.number OR NEW.after <> OLD.after OR NEW.through <> OLD.through OR NEW.rows <> OLD.rows OR NEW.pence <> OLD.pence OR NEW.file_id <> OLD.file_id
    BEGIN SELECT RAISE(ABORT, 'what went out is never changed'); END;
CREATE TRIGGER ledger_export_stays BEFORE DELETE ON ledger_export BEGIN SELECT RAISE(ABORT, 'what went out is never changed'); END;
CREATE TRIGGER ledger_exported_onward BEFORE UPDATE ON ledger_exported WHEN NEW.through <= OLD.through OR NEW.batches <> OLD.batches + 1
    BEGIN SELECT RAISE(ABORT, 'a month goes out once'); END;
CREATE TRIGGER ledger_exported_stays BEFORE DELETE ON ledger_exported BEGIN SELECT RAISE(ABORT, 'a month goes out once'); END;
