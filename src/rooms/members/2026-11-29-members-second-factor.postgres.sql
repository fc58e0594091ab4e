-- Where people sign in already, they have four weeks to set theirs up. A new store asks from its first day.
INSERT INTO setting (name, value) SELECT 'second_factor_from', to_char(CURRENT_DATE + 28, 'YYYY-MM-DD') WHERE EXISTS (SELECT 1 FROM person);
