-- A row counts in its month's sums as it is written, whoever writes it.
CREATE TRIGGER posting_row_summed AFTER INSERT ON posting_row BEGIN
        INSERT INTO ledger_month (account_id, month, cost_centre_id, fund_id, came_in, went_out)
            VALUES (NEW.to_account, NEW.month, NEW.cost_centre_id, COALESCE(NEW.fund_id, 0), NEW.pence, 0), (NEW.from_account, NEW.month, NEW.cost_centre_id, COALESCE(NEW.fund_id, 0), 0, NEW.pence)
            ON CONFLICT (account_id, month, cost_centre_id, fund_id) DO UPDATE SET came_in = ledger_month.came_in + excluded.came_in, went_out = ledger_month.went_out + excluded.went_out;
    END;
