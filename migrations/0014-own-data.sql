-- What people may do with the data that is held about them: have it corrected, and be forgotten.

-- A resident says what the ledger has wrong about the household they live in; somebody who works there looks into it.
CREATE TABLE correction (
  community_id uuid NOT NULL,
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  household_id uuid NOT NULL,
  grid_id uuid NOT NULL,
  about text NOT NULL CHECK (about IN ('headcount', 'name', 'not-here', 'phone', 'other')),
  text_sealed bytea NOT NULL,
  state text NOT NULL CHECK (state IN ('asked', 'taken', 'done', 'refused', 'withdrawn')),
  asked_at timestamptz NOT NULL,
  taken_by uuid,
  decided_by uuid,
  decided_at timestamptz,
  reason_sealed bytea,
  PRIMARY KEY (community_id, id),
  CHECK ((state IN ('asked', 'taken')) = (decided_at IS NULL))
);
CREATE INDEX correction_account ON correction (community_id, account_id, asked_at DESC);
CREATE INDEX correction_open ON correction (community_id, asked_at) WHERE state IN ('asked', 'taken');
ALTER TABLE correction ADD CONSTRAINT correction_grid_fk
  FOREIGN KEY (community_id, grid_id) REFERENCES grid (community_id, id);
ALTER TABLE correction ADD CONSTRAINT correction_household_fk
  FOREIGN KEY (community_id, household_id) REFERENCES household (community_id, id);

GRANT SELECT, INSERT, UPDATE, DELETE ON correction TO {{app}};

-- Who asks may ask and take it back; deciding is for those who work in the grid. Others of the household do not read it.
ALTER TABLE correction ENABLE ROW LEVEL SECURITY;
ALTER TABLE correction FORCE ROW LEVEL SECURITY;
CREATE POLICY correction_scope ON correction
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (account_id = nullif(current_setting('app.account', true), '')::uuid
      OR current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0))
  WITH CHECK (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0
      OR (account_id = nullif(current_setting('app.account', true), '')::uuid AND state IN ('asked', 'withdrawn'))));

-- A deleted account stays as an empty row, because the log and the roll point at it; no session of it is good.
ALTER TABLE account ADD COLUMN deleted_at timestamptz;

-- With it go where it lived and what it asked. Posts stay: who held one is the community's to account for.
GRANT DELETE ON home_request, role_grant TO {{app}};
CREATE POLICY role_grant_remove ON role_grant FOR DELETE
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND current_setting('app.grids', true) = '*' AND role = 'resident');

-- What somebody said themselves, and who opened the numbers of their household, is asked by the one it is about.
CREATE INDEX report_made_by ON report (community_id, account_id) WHERE source <> 'chain';
CREATE INDEX audit_entry_revealed ON audit_entry (community_id, subject_id, at DESC)
  WHERE action = 'household.phone-revealed';
