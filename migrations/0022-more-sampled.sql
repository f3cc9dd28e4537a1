-- More sampled of a household than the ledger knows, or sampled where the ledger says that nobody is: a case about the
-- ledger. No statement stands behind it, but so many people sampled in a round.
ALTER TABLE difference ALTER COLUMN report_id DROP NOT NULL;
-- As many as were sampled when the case was opened, or last looked at.
ALTER TABLE difference ADD COLUMN sampled integer CHECK (sampled > 0);
ALTER TABLE difference DROP CONSTRAINT difference_kind_check;
ALTER TABLE difference ADD CONSTRAINT difference_kind_check CHECK (kind IN (
  'headcount-differs', 'phone-differs', 'unknown-door', 'candidates', 'incomplete', 'more-sampled'));
ALTER TABLE difference ADD CONSTRAINT difference_of_sampled CHECK (
  (kind = 'more-sampled') = (report_id IS NULL) AND (report_id IS NULL) = (sampled IS NOT NULL)
  AND (report_id IS NOT NULL OR household_id IS NOT NULL));
-- Once for a household and round.
CREATE UNIQUE INDEX difference_sampled_key ON difference (community_id, roll_id, household_id) WHERE report_id IS NULL;
