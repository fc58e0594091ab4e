-- How a supply is taxed for a class of customers from a day on. A line of a bill keeps the rule that held.
CREATE TABLE vat_rule (
    id        BIGINT PRIMARY KEY,                            -- below 100: those that stand here, for finance to confirm
    supply    TEXT   NOT NULL CHECK (supply = 'training' OR supply = 'subscription' OR supply = 'charge' OR supply = 'goods' OR supply = 'hire' OR supply = 'service'),
    class     TEXT   NOT NULL CHECK (class = '' OR class = 'maintained' OR class = 'other phase' OR class = 'department' OR class = 'academy' OR class = 'independent' OR class = 'neighbour'
                                     OR class = 'partner' OR class = 'person'),      -- '': whoever has no rule of their own
    from_on   TEXT   NOT NULL CHECK (length(from_on) = 10),
    treatment TEXT   NOT NULL CHECK (treatment = 'exempt' OR treatment = 'standard' OR treatment = 'outside' OR treatment = 'zero'),
    rate_bp   BIGINT NOT NULL CHECK (rate_bp >= 0 AND rate_bp <= 10000),             -- 2000 is 20%
    words     TEXT   NOT NULL,                               -- why, as the bill says it
    made_at   BIGINT NOT NULL,
    made_by   BIGINT REFERENCES person (id),
    UNIQUE (supply, class, from_on),
    CHECK ((treatment = 'standard') = (rate_bp > 0))
);
CREATE INDEX vat_rule_made_by ON vat_rule (made_by);

INSERT INTO vat_rule (id, supply, class, from_on, treatment, rate_bp, words, made_at) VALUES
    (1, 'training',     '',           '2000-01-01', 'exempt',   0,    'Education and training by an eligible body', 0),
    (2, 'subscription', '',           '2000-01-01', 'exempt',   0,    'Education and training by an eligible body', 0),
    (3, 'charge',       '',           '2000-01-01', 'exempt',   0,    'Charge for education and training', 0),
    (4, 'goods',        '',           '2000-01-01', 'standard', 2000, 'Goods', 0),
    (5, 'hire',         '',           '2000-01-01', 'standard', 2000, 'Hire of rooms and equipment', 0),
    (6, 'service',      '',           '2000-01-01', 'standard', 2000, 'Services', 0),
    (11, 'training',     'maintained', '2000-01-01', 'outside', 0, 'Bought with the school’s delegated budget, within the authority', 0),
    (12, 'subscription', 'maintained', '2000-01-01', 'outside', 0, 'Bought with the school’s delegated budget, within the authority', 0),
    (13, 'charge',       'maintained', '2000-01-01', 'outside', 0, 'Bought with the school’s delegated budget, within the authority', 0),
    (14, 'goods',        'maintained', '2000-01-01', 'outside', 0, 'Bought with the school’s delegated budget, within the authority', 0),
    (15, 'hire',         'maintained', '2000-01-01', 'outside', 0, 'Bought with the school’s delegated budget, within the authority', 0),
    (16, 'service',      'maintained', '2000-01-01', 'outside', 0, 'Bought with the school’s delegated budget, within the authority', 0),
    (21, 'training',     'department', '2000-01-01', 'outside', 0, 'Within the authority', 0),
    (22, 'subscription', 'department', '2000-01-01', 'outside', 0, 'Within the authority', 0),
    (23, 'charge',       'department', '2000-01-01', 'outside', 0, 'Within the authority', 0),
    (24, 'goods',        'department', '2000-01-01', 'outside', 0, 'Within the authority', 0),
    (25, 'hire',         'department', '2000-01-01', 'outside', 0, 'Within the authority', 0),
    (26, 'service',      'department', '2000-01-01', 'outside', 0, 'Within the authority', 0),
    (31, 'training',     'other phase', '2000-01-01', 'outside', 0, 'Bought with the school’s delegated budget, within the authority', 0),
    (32, 'subscription', 'other phase', '2000-01-01', 'outside', 0, 'Bought with the school’s delegated budget, within the authority', 0),
    (33, 'charge',       'other phase', '2000-01-01', 'outside', 0, 'Bought with the school’s delegated budget, within the authority', 0),
    (34, 'goods',        'other phase', '2000-01-01', 'outside', 0, 'Bought with the school’s delegated budget, within the authority', 0),
    (35, 'hire',         'other phase', '2000-01-01', 'outside', 0, 'Bought with the school’s delegated budget, within the authority', 0),
    (36, 'service',      'other phase', '2000-01-01', 'outside', 0, 'Bought with the school’s delegated budget, within the authority', 0);
