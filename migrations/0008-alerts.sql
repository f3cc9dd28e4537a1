-- What the command post must look at: somebody opened more phone numbers in an hour than the work explains.
CREATE TABLE alert (
  community_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('many-reveals', 'reveals-stopped')),
  account_id uuid NOT NULL,
  count integer NOT NULL CHECK (count > 0),
  raised_at timestamptz NOT NULL,
  seen_at timestamptz,
  seen_by uuid,
  PRIMARY KEY (community_id, id),
  CHECK ((seen_at IS NULL) = (seen_by IS NULL))
);
CREATE INDEX alert_account ON alert (community_id, account_id, raised_at DESC);
CREATE INDEX alert_raised ON alert (community_id, raised_at DESC);

-- How many numbers somebody opened in the last hour is asked at each of them.
CREATE INDEX audit_entry_account ON audit_entry (community_id, account_id, at DESC);

GRANT SELECT, INSERT, UPDATE ON alert TO {{app}};

ALTER TABLE alert ENABLE ROW LEVEL SECURITY;
ALTER TABLE alert FORCE ROW LEVEL SECURITY;
CREATE POLICY alert_scope ON alert
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND current_setting('app.grids', true) = '*');
