-- What went out stays as it went out; a line is refused once.
CREATE TRIGGER recharge_file_kept BEFORE UPDATE ON recharge
    WHEN (OLD.file_id IS NOT NULL AND NEW.file_id IS NOT OLD.file_id) OR NEW.number <> OLD.number OR NEW.lines <> OLD.lines OR NEW.pence <> OLD.pence OR (OLD.ended_at IS NOT NULL AND NEW.state <> OLD.state)
    BEGIN SELECT RAISE(ABORT, 'what was recharged is never changed'); END;
CREATE TRIGGER recharge_stays BEFORE DELETE ON recharge BEGIN SELECT RAISE(ABORT, 'what was recharged is never changed'); END;
CREATE TRIGGER recharge_line_kept BEFORE UPDATE ON recharge_line
    WHEN OLD.refusal_id IS NOT NULL OR NEW.recharge_id <> OLD.recharge_id OR NEW.position <> OLD.position OR NEW.bill_item_id <> OLD.bill_item_id OR NEW.organisation_id <> OLD.organisation_id
      OR NEW.cost_code <> OLD.cost_code OR NEW.pence <> OLD.pence OR NEW.account_id <> OLD.account_id OR NEW.cost_centre_id <> OLD.cost_centre_id OR NEW.fund_id IS NOT OLD.fund_id
    BEGIN SELECT RAISE(ABORT, 'what was recharged is never changed'); END;
CREATE TRIGGER recharge_line_stays BEFORE DELETE ON recharge_line BEGIN SELECT RAISE(ABORT, 'what was recharged is never changed'); END;
CREATE TRIGGER recharge_refusal_kept BEFORE UPDATE ON recharge_refusal BEGIN SELECT RAISE(ABORT, 'what was recharged is never changed'); END;
CREATE TRIGGER recharge_refusal_stays BEFORE DELETE ON recharge_refusal BEGIN SELECT RAISE(ABORT, 'what was recharged is never changed'); END;
CREATE TRIGGER recharge_series_onward BEFORE UPDATE ON recharge_series WHEN NEW.next <> OLD.next + 1 BEGIN SELECT RAISE(ABORT, 'a number is never given twice'); END;
