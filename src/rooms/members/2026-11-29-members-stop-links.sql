-- A path by which the reader of a notice wants no more of its kind, without signing in.
ALTER TABLE notice ADD COLUMN stop TEXT NOT NULL DEFAULT '';
