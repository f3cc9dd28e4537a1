-- Who carries goods through a closed grid shows a credential: one person, one post, one area, issued only after the training
-- for that post, and revocable.

-- Append-only: who was trained for what.
CREATE TABLE training (
  community_id uuid NOT NULL,
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  post text NOT NULL CHECK (post IN ('volunteer', 'distribution')),
  -- Where whoever recorded it may appoint.
  grid_id uuid NOT NULL,
  day date NOT NULL,
  recorded_by uuid NOT NULL,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (community_id, id)
);
CREATE INDEX training_account ON training (community_id, account_id);

CREATE TABLE credential (
  community_id uuid NOT NULL,
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  post text NOT NULL CHECK (post IN ('volunteer', 'distribution')),
  training_id uuid NOT NULL,
  -- Of a volunteer the one grid; of distribution staff the first of those that they serve.
  grid_id uuid NOT NULL,
  area_ids uuid[] NOT NULL,
  -- Counted in each top-level grid, without gaps: 7 of grid 2 is shown as 2-0007, also when the grid is renumbered later.
  top_grid_id uuid NOT NULL,
  number integer NOT NULL CHECK (number > 0),
  serial text NOT NULL,
  -- What its signed code says instead, by chance.
  code_serial text NOT NULL CHECK (code_serial ~ '^[0-9a-f]{10}$'),
  valid_from date NOT NULL,
  valid_until date NOT NULL,
  issued_by uuid NOT NULL,
  issued_at timestamptz NOT NULL,
  revoked_at timestamptz,
  revoked_by uuid,
  revoke_reason_sealed bytea,
  PRIMARY KEY (community_id, id),
  CONSTRAINT credential_one_area_a_volunteer
    CHECK (cardinality(area_ids) BETWEEN 1 AND CASE post WHEN 'volunteer' THEN 1 ELSE 20 END),
  CONSTRAINT credential_begins_before_it_ends CHECK (valid_until >= valid_from),
  CONSTRAINT credential_revoked_whole CHECK ((revoked_at IS NULL) = (revoked_by IS NULL)
    AND (revoked_at IS NULL) = (revoke_reason_sealed IS NULL))
);
CREATE UNIQUE INDEX credential_live_key ON credential (community_id, account_id) WHERE revoked_at IS NULL;
CREATE UNIQUE INDEX credential_number_key ON credential (community_id, top_grid_id, number);
CREATE UNIQUE INDEX credential_code_key ON credential (community_id, code_serial);
ALTER TABLE credential ADD CONSTRAINT credential_training_fk
  FOREIGN KEY (community_id, training_id) REFERENCES training (community_id, id);

GRANT SELECT, INSERT ON training, credential TO {{app}};
GRANT UPDATE (revoked_at, revoked_by, revoke_reason_sealed) ON credential TO {{app}};

-- Whoever carries one reads it, and those who see the grid.
ALTER TABLE training ENABLE ROW LEVEL SECURITY;
ALTER TABLE training FORCE ROW LEVEL SECURITY;
CREATE POLICY training_read ON training FOR SELECT
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (account_id = nullif(current_setting('app.account', true), '')::uuid
      OR current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0));
CREATE POLICY training_insert ON training FOR INSERT
  WITH CHECK (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND current_setting('app.grids', true) = '*');

ALTER TABLE credential ENABLE ROW LEVEL SECURITY;
ALTER TABLE credential FORCE ROW LEVEL SECURITY;
CREATE POLICY credential_read ON credential FOR SELECT
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (account_id = nullif(current_setting('app.account', true), '')::uuid
      OR current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0));
CREATE POLICY credential_insert ON credential FOR INSERT
  WITH CHECK (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND current_setting('app.grids', true) = '*');
CREATE POLICY credential_update ON credential FOR UPDATE
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND current_setting('app.grids', true) = '*');
