-- Those without WeChat, phone or smartphone: a paper slip per door, and somebody who looks after a household.

-- One slip of a household is valid at a time. The code stands here only as a keyed hash. account_id is who signs in by
-- showing it: an account of the slip, made at its first use, whose only place is this household.
CREATE TABLE slip (
  community_id uuid NOT NULL,
  id uuid NOT NULL,
  household_id uuid NOT NULL,
  grid_id uuid NOT NULL,
  code_digest text NOT NULL,
  account_id uuid,
  made_by uuid NOT NULL,
  made_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz,
  revoked_at timestamptz,
  PRIMARY KEY (community_id, id),
  CHECK (expires_at > made_at)
);
CREATE UNIQUE INDEX slip_code_key ON slip (community_id, code_digest);
CREATE UNIQUE INDEX slip_household_key ON slip (community_id, household_id) WHERE revoked_at IS NULL;
CREATE INDEX slip_account ON slip (community_id, account_id) WHERE account_id IS NOT NULL;
ALTER TABLE slip ADD CONSTRAINT slip_household_fk
  FOREIGN KEY (community_id, household_id) REFERENCES household (community_id, id);

GRANT SELECT, INSERT, UPDATE ON slip TO {{app}};

ALTER TABLE slip ENABLE ROW LEVEL SECURITY;
ALTER TABLE slip FORCE ROW LEVEL SECURITY;
CREATE POLICY slip_scope ON slip
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0));

-- Local: wrong codes are counted before anybody is known. Addresses and devices stand here only as keyed hashes.
CREATE TABLE slip_try (
  id uuid PRIMARY KEY,
  community_id uuid NOT NULL,
  address_index text NOT NULL,
  device_index text NOT NULL,
  tried_at timestamptz NOT NULL
);
CREATE INDEX slip_try_address ON slip_try (address_index, tried_at DESC);
CREATE INDEX slip_try_device ON slip_try (device_index, tried_at DESC);
CREATE INDEX slip_try_tried ON slip_try (tried_at);
GRANT SELECT, INSERT, DELETE ON slip_try TO {{app}};

-- A resident's grant says whether they live there or look after it as a proxy, and by what they came.
ALTER TABLE role_grant ADD COLUMN proxy boolean NOT NULL DEFAULT false;
ALTER TABLE role_grant ADD COLUMN came_by text CHECK (came_by IN ('phone', 'slip', 'worker', 'household'));
-- The grid of that household, which never changes: a policy compares, and asks no other table.
ALTER TABLE role_grant ADD COLUMN household_grid_id uuid;
ALTER TABLE role_grant NO FORCE ROW LEVEL SECURITY;
ALTER TABLE household NO FORCE ROW LEVEL SECURITY;
UPDATE role_grant SET household_grid_id = household.grid_id FROM household
  WHERE household.community_id = role_grant.community_id AND household.id = role_grant.household_id;
ALTER TABLE household FORCE ROW LEVEL SECURITY;
ALTER TABLE role_grant FORCE ROW LEVEL SECURITY;
ALTER TABLE role_grant ADD CONSTRAINT role_grant_proxy_check CHECK (role = 'resident' OR NOT proxy);
CREATE INDEX role_grant_household ON role_grant (community_id, household_id) WHERE household_id IS NOT NULL;

-- Somebody may ask to look after several households at once, but lives in the one they named last. A household's own
-- people read who asks to look after it.
ALTER TABLE home_request ADD COLUMN proxy boolean NOT NULL DEFAULT false;
DROP INDEX home_request_waiting_key;
CREATE UNIQUE INDEX home_request_waiting_key ON home_request (community_id, account_id)
  WHERE state = 'waiting' AND NOT proxy;
ALTER POLICY home_request_scope ON home_request
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (account_id = nullif(current_setting('app.account', true), '')::uuid
      OR current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0
      OR (proxy AND strpos(current_setting('app.households', true), household_id::text) > 0)));

-- Grid staff read who acts for the households of their grids; a household's own people read who looks after it.
DROP POLICY role_grant_read ON role_grant;
CREATE POLICY role_grant_read ON role_grant FOR SELECT
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (account_id = nullif(current_setting('app.account', true), '')::uuid
      OR current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0
      OR (proxy AND strpos(current_setting('app.households', true), household_id::text) > 0)
      OR strpos(current_setting('app.grids', true), household_grid_id::text) > 0));
