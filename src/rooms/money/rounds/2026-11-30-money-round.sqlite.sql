-- Once a round is closed, nothing moves its price any more, nor what was committed.
CREATE TRIGGER round_price_stays BEFORE UPDATE ON round WHEN OLD.closed_at IS NOT NULL AND (NEW.price_pence <> OLD.price_pence OR NEW.quantity <> OLD.quantity OR NEW.closed_at IS NOT OLD.closed_at)
    BEGIN SELECT RAISE(ABORT, 'the round is closed'); END;
CREATE TRIGGER round_commitment_stays BEFORE UPDATE OF quantity, alone_pence ON round_commitment
    WHEN (NEW.quantity <> OLD.quantity OR NEW.alone_pence <> OLD.alone_pence) AND (SELECT closed_at FROM round WHERE id = OLD.round_id) IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'the round is closed'); END;
