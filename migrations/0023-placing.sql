-- A sample that waited to be placed, and what was decided about it: of which household it is, that it is of somebody from
-- elsewhere, or that it counts for nobody. Until that is taken back it is as if the phone had said so.

ALTER TABLE sample ADD COLUMN decision text CHECK (decision IN ('placed', 'outsider', 'dismissed'));
ALTER TABLE sample ADD COLUMN decided_by uuid;
ALTER TABLE sample ADD COLUMN decided_at timestamptz;
-- Why it counts for nobody.
ALTER TABLE sample ADD COLUMN decision_reason_sealed bytea;
ALTER TABLE sample ADD CONSTRAINT sample_decision_whole CHECK ((decision IS NULL) = (decided_by IS NULL)
  AND (decision IS NULL) = (decided_at IS NULL)
  AND (decision_reason_sealed IS NOT NULL) = (decision IS NOT NULL AND decision = 'dismissed')
  AND (decision IS DISTINCT FROM 'dismissed' OR undone_at IS NOT NULL));

-- A board of a hundred rounds counts the few that are to be looked at, and never all samples.
CREATE INDEX sample_outsider ON sample (community_id, round_id) WHERE outsider;
CREATE INDEX sample_decided ON sample (community_id, round_id) WHERE decision IS NOT NULL;
CREATE INDEX sample_late ON sample (community_id, tube_id) WHERE late;
