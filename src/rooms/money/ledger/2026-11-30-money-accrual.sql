-- What is invoiced before it is earned is owed to whoever paid until the day on which it counts.
INSERT INTO account (id, code, name, kind) VALUES (12, '2200', 'Invoiced for time to come', 'liability');
