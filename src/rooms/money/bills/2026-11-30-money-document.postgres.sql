-- What was issued stays as it is.
CREATE FUNCTION document_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'what was issued is never changed'; END $$;
CREATE FUNCTION document_line_whole() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF NOT EXISTS (SELECT 1 FROM document d WHERE d.id = NEW.document_id AND NEW.position <= d.lines) THEN RAISE EXCEPTION 'the line is not of this document'; END IF;
        RETURN NEW;
    END $$;
CREATE FUNCTION document_series_onward() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF NEW.next < OLD.next THEN RAISE EXCEPTION 'a number is never given twice'; END IF;
        RETURN NEW;
    END $$;
CREATE FUNCTION document_open_onward() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'what was issued is never changed'; END IF;
        IF NEW.total_pence <> OLD.total_pence OR NEW.credited_pence < OLD.credited_pence THEN RAISE EXCEPTION 'what was issued is never changed'; END IF;
        RETURN NEW;
    END $$;
CREATE TRIGGER document_kept BEFORE UPDATE OR DELETE ON document FOR EACH ROW EXECUTE FUNCTION document_stays();
CREATE TRIGGER document_emptied BEFORE TRUNCATE ON document FOR EACH STATEMENT EXECUTE FUNCTION document_stays();
CREATE TRIGGER document_line_kept BEFORE UPDATE OR DELETE ON document_line FOR EACH ROW EXECUTE FUNCTION document_stays();
CREATE TRIGGER document_line_emptied BEFORE TRUNCATE ON document_line FOR EACH STATEMENT EXECUTE FUNCTION document_stays();
CREATE TRIGGER document_line_whole BEFORE INSERT ON document_line FOR EACH ROW EXECUTE FUNCTION document_line_whole();
CREATE TRIGGER document_vat_kept BEFORE UPDATE OR DELETE ON document_vat FOR EACH ROW EXECUTE FUNCTION document_stays();
CREATE TRIGGER document_vat_emptied BEFORE TRUNCATE ON document_vat FOR EACH STATEMENT EXECUTE FUNCTION document_stays();
CREATE TRIGGER document_series_onward BEFORE UPDATE ON document_series FOR EACH ROW EXECUTE FUNCTION document_series_onward();
CREATE TRIGGER document_open_onward BEFORE UPDATE OR DELETE ON document_open FOR EACH ROW EXECUTE FUNCTION document_open_onward();
CREATE TRIGGER document_set_off_kept BEFORE UPDATE OR DELETE ON document_set_off FOR EACH ROW EXECUTE FUNCTION document_stays();
