-- What went out stays as it went out; a line is refused once.
CREATE FUNCTION recharge_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'what was recharged is never changed'; END $$;
CREATE FUNCTION recharge_file_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF (OLD.file_id IS NOT NULL AND NEW.file_id IS DISTINCT FROM OLD.file_id) OR NEW.number <> OLD.number OR NEW.lines <> OLD.lines OR NEW.pence <> OLD.pence
            OR (OLD.ended_at IS NOT NULL AND NEW.state <> OLD.state) THEN RAISE EXCEPTION 'what was recharged is never changed'; END IF;
        RETURN NEW;
    END $$;
CREATE FUNCTION recharge_line_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF OLD.refusal_id IS NOT NULL OR NEW.recharge_id <> OLD.recharge_id OR NEW.position <> OLD.position OR NEW.bill_item_id <> OLD.bill_item_id OR NEW.organisation_id <> OLD.organisation_id
            OR NEW.cost_code <> OLD.cost_code OR NEW.pence <> OLD.pence OR NEW.account_id <> OLD.account_id OR NEW.cost_centre_id <> OLD.cost_centre_id OR NEW.fund_id IS DISTINCT FROM OLD.fund_id
        THEN RAISE EXCEPTION 'what was recharged is never changed'; END IF;
        RETURN NEW;
    END $$;
CREATE FUNCTION recharge_series_onward() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF NEW.next <> OLD.next + 1 THEN RAISE EXCEPTION 'a number is never given twice'; END IF;
        RETURN NEW;
    END $$;
CREATE TRIGGER recharge_file_kept BEFORE UPDATE ON recharge FOR EACH ROW EXECUTE FUNCTION recharge_file_kept();
CREATE TRIGGER recharge_stays BEFORE DELETE ON recharge FOR EACH ROW EXECUTE FUNCTION recharge_stays();
CREATE TRIGGER recharge_line_kept BEFORE UPDATE ON recharge_line FOR EACH ROW EXECUTE FUNCTION recharge_line_kept();
CREATE TRIGGER recharge_line_stays BEFORE DELETE ON recharge_line FOR EACH ROW EXECUTE FUNCTION recharge_stays();
CREATE TRIGGER recharge_refusal_kept BEFORE UPDATE OR DELETE ON recharge_refusal FOR EACH ROW EXECUTE FUNCTION recharge_stays();
CREATE TRIGGER recharge_series_onward BEFORE UPDATE ON recharge_series FOR EACH ROW EXECUTE FUNCTION recharge_series_onward();
