-- A training that was recorded by mistake is taken back and stays, with who said so and why. Nothing else of it is ever
-- changed.
ALTER TABLE training
  ADD COLUMN taken_back_at timestamptz,
  ADD COLUMN taken_back_by uuid,
  ADD COLUMN take_back_reason_sealed bytea,
  ADD CONSTRAINT training_taken_back_whole CHECK ((taken_back_at IS NULL) = (taken_back_by IS NULL)
    AND (taken_back_at IS NULL) = (take_back_reason_sealed IS NULL));

GRANT UPDATE (taken_back_at, taken_back_by, take_back_reason_sealed) ON training TO {{app}};
CREATE POLICY training_update ON training FOR UPDATE
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND current_setting('app.grids', true) = '*');
