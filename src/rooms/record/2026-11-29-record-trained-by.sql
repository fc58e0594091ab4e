-- Who is taken back with a file is looked for in every table that may name them.
CREATE INDEX requirement_met_recorded_by ON requirement_met (recorded_by) WHERE recorded_by IS NOT NULL;
CREATE INDEX skill_answer_person ON skill_answer (person_id);
