-- How neighbours are organised: the community, its grid tree, and who is what where.

CREATE TABLE community (
  community_id uuid PRIMARY KEY,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 40),
  place_names text[] NOT NULL,
  area_code text CHECK (area_code ~ '^0[0-9]{2,3}$'),
  zone_status text NOT NULL CHECK (zone_status IN ('locked-down', 'controlled', 'precaution', 'lifted')),
  created_at timestamptz NOT NULL
);

CREATE TABLE grid (
  community_id uuid NOT NULL,
  id uuid NOT NULL,
  parent_id uuid,
  level text NOT NULL CHECK (level IN ('grid', 'sub-grid', 'unit')),
  code text NOT NULL CHECK (code ~ '^[1-9][0-9]{0,2}(-[1-9][0-9]{0,2}){0,2}$'),
  name text NOT NULL DEFAULT '' CHECK (length(name) <= 40),
  outline jsonb,
  retired_at timestamptz,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (community_id, id),
  CHECK ((level = 'grid') = (parent_id IS NULL))
);
CREATE UNIQUE INDEX grid_code_key ON grid (community_id, code) WHERE retired_at IS NULL;
ALTER TABLE grid ADD CONSTRAINT grid_community_fk FOREIGN KEY (community_id) REFERENCES community (community_id);
ALTER TABLE grid ADD CONSTRAINT grid_parent_fk FOREIGN KEY (community_id, parent_id) REFERENCES grid (community_id, id);

-- A role at a place: a grid (null is the whole community) for staff, a household for a resident.
CREATE TABLE role_grant (
  community_id uuid NOT NULL,
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  role text NOT NULL CHECK (role IN
    ('resident', 'volunteer', 'guard', 'hub-household', 'grid-worker', 'grid-lead', 'command-post')),
  grid_id uuid,
  household_id uuid,
  valid_from timestamptz NOT NULL,
  valid_until timestamptz,
  revoked_at timestamptz,
  PRIMARY KEY (community_id, id),
  CHECK ((role = 'resident') = (household_id IS NOT NULL)),
  CHECK (role IN ('resident', 'command-post') OR grid_id IS NOT NULL)
);
CREATE INDEX role_grant_account ON role_grant (community_id, account_id);
CREATE UNIQUE INDEX role_grant_place_key
  ON role_grant (community_id, account_id, role, grid_id, household_id) NULLS NOT DISTINCT WHERE revoked_at IS NULL;
ALTER TABLE role_grant ADD CONSTRAINT role_grant_grid_fk
  FOREIGN KEY (community_id, grid_id) REFERENCES grid (community_id, id);

GRANT SELECT, INSERT, UPDATE ON community, grid, role_grant TO {{app}};

ALTER TABLE community ENABLE ROW LEVEL SECURITY;
ALTER TABLE community FORCE ROW LEVEL SECURITY;
-- Everybody of a community reads its own row; its name and its zone status are the command post's to change.
CREATE POLICY community_scope ON community
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid)
  WITH CHECK (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND current_setting('app.grids', true) = '*');

ALTER TABLE grid ENABLE ROW LEVEL SECURITY;
ALTER TABLE grid FORCE ROW LEVEL SECURITY;
CREATE POLICY grid_scope ON grid
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid)
  WITH CHECK (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND current_setting('app.grids', true) = '*');

-- One's own roles are readable before the scope is known: it is made of them.
ALTER TABLE role_grant ENABLE ROW LEVEL SECURITY;
ALTER TABLE role_grant FORCE ROW LEVEL SECURITY;
CREATE POLICY role_grant_read ON role_grant FOR SELECT
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (account_id = nullif(current_setting('app.account', true), '')::uuid
      OR current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0));
CREATE POLICY role_grant_insert ON role_grant FOR INSERT
  WITH CHECK (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND current_setting('app.grids', true) = '*');
CREATE POLICY role_grant_update ON role_grant FOR UPDATE
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND current_setting('app.grids', true) = '*');
