-- The rows that an import could not take go back to the person with their phone numbers, or they could not be mended.
-- How many numbers those are is counted when the file is checked: the dialogue says it, and taking them out counts like
-- opening as many. A checked file that nobody wants any more can be discarded; only its line in the list stays.
ALTER TABLE import_batch ADD COLUMN numbers integer NOT NULL DEFAULT 0 CHECK (numbers >= 0);
ALTER TABLE import_batch DROP CONSTRAINT import_batch_state_check;
ALTER TABLE import_batch ADD CONSTRAINT import_batch_state_check CHECK (state IN
  ('queued', 'checking', 'checked', 'committing', 'committed', 'undoing', 'undone', 'failed', 'discarded'));
