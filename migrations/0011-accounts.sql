-- Who holds which post, and how staff get in.

-- A grid lead gives and ends the posts below their own inside the grids they lead; app.leads lists those.
DROP POLICY role_grant_insert ON role_grant;
DROP POLICY role_grant_update ON role_grant;
CREATE POLICY role_grant_insert ON role_grant FOR INSERT
  WITH CHECK (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR (role IN ('volunteer', 'guard', 'hub-household', 'grid-worker')
        AND strpos(current_setting('app.leads', true), grid_id::text) > 0)));
CREATE POLICY role_grant_update ON role_grant FOR UPDATE
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR (role IN ('volunteer', 'guard', 'hub-household', 'grid-worker')
        AND strpos(current_setting('app.leads', true), grid_id::text) > 0)));
ALTER TABLE role_grant ADD CONSTRAINT role_grant_lasts CHECK (valid_until IS NULL OR valid_until > valid_from);
-- Posts whose time has run out and whose buildings still have to go back.
CREATE INDEX role_grant_until ON role_grant (community_id, valid_until)
  WHERE revoked_at IS NULL AND valid_until IS NOT NULL;

-- Somebody is asked to take a post, by a link whose token stands here only as a keyed digest. It works once.
CREATE TABLE staff_invitation (
  community_id uuid NOT NULL,
  id uuid NOT NULL,
  display_name text NOT NULL CHECK (length(display_name) BETWEEN 1 AND 40),
  role text NOT NULL CHECK (role IN ('volunteer', 'guard', 'hub-household', 'grid-worker', 'grid-lead', 'command-post')),
  grid_id uuid,
  post_until timestamptz,
  token_digest text NOT NULL,
  invited_by uuid NOT NULL,
  invited_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  accepted_at timestamptz,
  accepted_by uuid,
  revoked_at timestamptz,
  PRIMARY KEY (community_id, id),
  CHECK ((role = 'command-post') = (grid_id IS NULL)),
  CHECK ((accepted_at IS NULL) = (accepted_by IS NULL))
);
CREATE UNIQUE INDEX staff_invitation_token_key ON staff_invitation (community_id, token_digest);
ALTER TABLE staff_invitation ADD CONSTRAINT staff_invitation_grid_fk
  FOREIGN KEY (community_id, grid_id) REFERENCES grid (community_id, id);

GRANT SELECT, INSERT, UPDATE ON staff_invitation TO {{app}};

-- Read and written by whoever may give the post.
ALTER TABLE staff_invitation ENABLE ROW LEVEL SECURITY;
ALTER TABLE staff_invitation FORCE ROW LEVEL SECURITY;
CREATE POLICY staff_invitation_scope ON staff_invitation
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR (role IN ('volunteer', 'guard', 'hub-household', 'grid-worker')
        AND strpos(current_setting('app.leads', true), grid_id::text) > 0)));

-- How a session has shown more than a password; null is not yet. Waived is the demo's, whose people have no phone.
ALTER TABLE session ADD COLUMN second_factor text CHECK (second_factor IN ('passed', 'waived'));

-- The changing number of the command post. A secret that is not confirmed yet is pending and lets nobody in.
CREATE TABLE second_factor (
  community_id uuid NOT NULL,
  account_id uuid NOT NULL,
  secret_sealed bytea,
  pending_sealed bytea,
  confirmed_at timestamptz,
  -- The newest step that was used: none at or before it is taken again.
  last_step bigint NOT NULL DEFAULT 0,
  recovery_digests text[] NOT NULL DEFAULT '{}',
  wrong_tries integer NOT NULL DEFAULT 0,
  tries_since timestamptz,
  PRIMARY KEY (community_id, account_id),
  CHECK ((secret_sealed IS NULL) = (confirmed_at IS NULL))
);

GRANT SELECT, INSERT, UPDATE, DELETE ON second_factor TO {{app}};

-- One's own; another of the command post may only take it away.
ALTER TABLE second_factor ENABLE ROW LEVEL SECURITY;
ALTER TABLE second_factor FORCE ROW LEVEL SECURITY;
CREATE POLICY second_factor_read ON second_factor FOR SELECT
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (account_id = nullif(current_setting('app.account', true), '')::uuid
      OR current_setting('app.grids', true) = '*'));
CREATE POLICY second_factor_insert ON second_factor FOR INSERT
  WITH CHECK (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND account_id = nullif(current_setting('app.account', true), '')::uuid);
CREATE POLICY second_factor_update ON second_factor FOR UPDATE
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND account_id = nullif(current_setting('app.account', true), '')::uuid);
CREATE POLICY second_factor_remove ON second_factor FOR DELETE
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (account_id = nullif(current_setting('app.account', true), '')::uuid
      OR current_setting('app.grids', true) = '*'));
