-- Who ended an exemption before its day, beside who had decided it: so that it can be taken back to what it was. Those ended
-- before this was kept do not say what they were, and stay ended.
ALTER TABLE exemption ADD COLUMN ended_by uuid;
ALTER TABLE exemption ADD COLUMN ended_at timestamptz;
ALTER TABLE exemption DROP CONSTRAINT exemption_check2;
ALTER TABLE exemption ADD CONSTRAINT exemption_decided_whole CHECK (CASE state
  WHEN 'asked' THEN decided_at IS NULL WHEN 'ended' THEN true ELSE decided_at IS NOT NULL END);
ALTER TABLE exemption ADD CONSTRAINT exemption_ended_whole CHECK ((ended_at IS NULL) = (ended_by IS NULL)
  AND (ended_at IS NULL OR state = 'ended'));

-- Of a positive mixed tube, whoever stands on no list of households is asked to come again by a person, who says so here.
ALTER TABLE sample ADD COLUMN retested_by uuid;
ALTER TABLE sample ADD COLUMN retested_at timestamptz;
ALTER TABLE sample ADD CONSTRAINT sample_retested_whole CHECK ((retested_by IS NULL) = (retested_at IS NULL));
