-- Phases whose maintained schools are the partnership's own: one of another phase is a customer of its own class (customer_class.h).
CREATE TABLE own_phase (
    phase TEXT PRIMARY KEY
);
INSERT INTO own_phase (phase) VALUES ('nursery'), ('primary'), ('middle deemed primary');
