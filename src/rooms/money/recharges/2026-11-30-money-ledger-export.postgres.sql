-- What went out is never changed, but that its file was taken.
CREATE FUNCTION ledger_export_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF TG_OP = 'UPDATE' THEN
            IF NEW.id = OLD.id AND NEW.number = OLD.number AND NEW.after = OLD.after AND NEW.through = OLD.through AND NEW.rows = OLD.rows AND NEW.pence = OLD.pence AND NEW.file_id = OLD.file_id
            THEN RETURN NEW; END IF;
        END IF;
        RAISE EXCEPTION 'what went out is never changed';
    END $$;
CREATE FUNCTION ledger_exported_onward() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF TG_OP = 'UPDATE' THEN
            IF NEW.through > OLD.through AND NEW.batches = OLD.batches + 1 THEN RETURN NEW; END IF;
        END IF;
        RAISE EXCEPTION 'a month goes out once';
    END $$;
CREATE TRIGGER ledger_export_kept BEFORE UPDATE OR DELETE ON ledger_export FOR EACH ROW EXECUTE FUNCTION ledger_export_stays();
CREATE TRIGGER ledger_exported_onward BEFORE UPDATE OR DELETE ON ledger_exported FOR EACH ROW EXECUTE FUNCTION ledger_exported_onward();
