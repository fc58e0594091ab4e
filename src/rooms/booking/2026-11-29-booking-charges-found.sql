-- What is owed for one place, on its page; and by whom charges were waived, when a file of people is taken back.
CREATE INDEX charge_registration ON charge (registration_id, id);
CREATE INDEX charge_waived_by ON charge (waived_by);
