-- What is posted stays as it is. Whoever posts holds the row of ledger_closed, so that no month is closed under them.
CREATE FUNCTION ledger_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the ledger is never changed'; END $$;
CREATE FUNCTION posting_open() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE closed text;
    BEGIN
        SELECT through INTO closed FROM ledger_closed WHERE id = 0 FOR SHARE;
        IF NEW.month <= closed THEN RAISE EXCEPTION 'the month is closed'; END IF;
        RETURN NEW;
    END $$;
CREATE FUNCTION posting_row_whole() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF NOT EXISTS (SELECT 1 FROM posting p WHERE p.id = NEW.posting_id AND p.month = NEW.month AND NEW.position <= p.rows AND p.month > (SELECT through FROM ledger_closed WHERE id = 0))
        THEN RAISE EXCEPTION 'the row is not of an open posting'; END IF;
        RETURN NEW;
    END $$;
CREATE FUNCTION ledger_closed_onward() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'a closed month stays closed'; END IF;
        IF NEW.through < OLD.through THEN RAISE EXCEPTION 'a closed month stays closed'; END IF;
        RETURN NEW;
    END $$;
CREATE TRIGGER posting_kept BEFORE UPDATE OR DELETE ON posting FOR EACH ROW EXECUTE FUNCTION ledger_stays();
CREATE TRIGGER posting_emptied BEFORE TRUNCATE ON posting FOR EACH STATEMENT EXECUTE FUNCTION ledger_stays();
CREATE TRIGGER posting_row_kept BEFORE UPDATE OR DELETE ON posting_row FOR EACH ROW EXECUTE FUNCTION ledger_stays();
CREATE TRIGGER posting_row_emptied BEFORE TRUNCATE ON posting_row FOR EACH STATEMENT EXECUTE FUNCTION ledger_stays();
CREATE TRIGGER posting_open BEFORE INSERT ON posting FOR EACH ROW EXECUTE FUNCTION posting_open();
CREATE TRIGGER posting_row_whole BEFORE INSERT ON posting_row FOR EACH ROW EXECUTE FUNCTION posting_row_whole();
CREATE TRIGGER ledger_closed_onward BEFORE UPDATE OR DELETE ON ledger_closed FOR EACH ROW EXECUTE FUNCTION ledger_closed_onward();
