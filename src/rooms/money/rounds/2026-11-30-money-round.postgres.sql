-- Once a round is closed, nothing moves its price any more, nor what was committed.
CREATE FUNCTION round_price_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF OLD.closed_at IS NOT NULL AND (NEW.price_pence <> OLD.price_pence OR NEW.quantity <> OLD.quantity OR NEW.closed_at IS DISTINCT FROM OLD.closed_at) THEN RAISE EXCEPTION 'the round is closed'; END IF;
        RETURN NEW;
    END $$;
CREATE FUNCTION round_commitment_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF (NEW.quantity <> OLD.quantity OR NEW.alone_pence <> OLD.alone_pence) AND (SELECT closed_at FROM round WHERE id = OLD.round_id) IS NOT NULL THEN RAISE EXCEPTION 'the round is closed'; END IF;
        RETURN NEW;
    END $$;
CREATE TRIGGER round_price_stays BEFORE UPDATE ON round FOR EACH ROW EXECUTE FUNCTION round_price_stays();
CREATE TRIGGER round_commitment_stays BEFORE UPDATE ON round_commitment FOR EACH ROW EXECUTE FUNCTION round_commitment_stays();
