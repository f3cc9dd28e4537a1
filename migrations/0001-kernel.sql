-- What every capability stands on: who signs in, what was asked twice, what changed, what was done.
-- {{app}} is the server's own login: no superuser, no owner, bound by row security.

CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- Local tables: no community, no row security, no foreign key from tenant tables.

-- Which communities live here: row security hides them from one another, and background work must find them all.
CREATE TABLE tenancy (
  community_id uuid PRIMARY KEY
);

CREATE TABLE account (
  id uuid PRIMARY KEY,
  display_name text NOT NULL CHECK (length(display_name) BETWEEN 1 AND 40),
  created_at timestamptz NOT NULL
);

CREATE TABLE password_sign_in (
  account_id uuid PRIMARY KEY,
  community_id uuid NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 40),
  hash text NOT NULL,
  changed_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX password_sign_in_name_key ON password_sign_in (name);

CREATE TABLE demo_identity (
  name text PRIMARY KEY,
  account_id uuid NOT NULL,
  community_id uuid NOT NULL,
  role text NOT NULL,
  place text NOT NULL,
  position integer NOT NULL
);

CREATE TABLE session (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL,
  community_id uuid NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz
);
CREATE INDEX session_account ON session (account_id);
CREATE INDEX session_expires ON session (expires_at);

-- One row per intent. A twin that arrives meanwhile waits at the primary key until the first has committed.
CREATE TABLE idempotency (
  account_id uuid NOT NULL,
  key text NOT NULL CHECK (length(key) BETWEEN 8 AND 80),
  community_id uuid NOT NULL,
  request_digest bytea NOT NULL,
  status integer,
  reply_sealed bytea,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, key)
);
CREATE INDEX idempotency_expires ON idempotency (expires_at);

-- Which numbers must be counted again. Inserted by every write, folded and deleted in the background;
-- roll_id is null when the ledger itself changed.
CREATE TABLE live_dirty (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  community_id uuid NOT NULL,
  grid_id uuid NOT NULL,
  roll_id uuid,
  topic text NOT NULL CHECK (topic IN ('roll', 'ledger', 'differences'))
);

GRANT SELECT, INSERT, UPDATE, DELETE ON tenancy, account, password_sign_in, demo_identity, session, idempotency, live_dirty TO {{app}};

-- The audit log: append-only for the server's own login. The personal part is ciphertext under the community's key,
-- and the seals are taken over ciphertext, so destroying the key leaves the proof intact.

CREATE TABLE audit_entry (
  community_id uuid NOT NULL,
  id uuid NOT NULL,
  at timestamptz NOT NULL,
  account_id uuid,
  action text NOT NULL,
  subject_id uuid,
  detail_sealed bytea,
  PRIMARY KEY (community_id, id)
);
CREATE INDEX audit_entry_at ON audit_entry (community_id, at DESC, id DESC);

-- A seal covers a batch of entries and the seal before it; its head is signed by a key that lives outside the database.
CREATE TABLE audit_seal (
  community_id uuid NOT NULL,
  seal_no bigint NOT NULL,
  entries integer NOT NULL CHECK (entries > 0),
  digest bytea NOT NULL,
  previous_digest bytea NOT NULL,
  signature bytea NOT NULL,
  sealed_at timestamptz NOT NULL,
  PRIMARY KEY (community_id, seal_no)
);

CREATE TABLE audit_link (
  community_id uuid NOT NULL,
  entry_id uuid NOT NULL,
  seal_no bigint NOT NULL,
  position integer NOT NULL,
  PRIMARY KEY (community_id, entry_id)
);
CREATE INDEX audit_link_seal ON audit_link (community_id, seal_no, position);

GRANT SELECT, INSERT ON audit_entry, audit_seal, audit_link TO {{app}};

ALTER TABLE audit_entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_entry FORCE ROW LEVEL SECURITY;
CREATE POLICY audit_entry_write ON audit_entry FOR INSERT
  WITH CHECK (community_id = nullif(current_setting('app.community', true), '')::uuid);
CREATE POLICY audit_entry_read ON audit_entry FOR SELECT
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND current_setting('app.grids', true) = '*');

ALTER TABLE audit_seal ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_seal FORCE ROW LEVEL SECURITY;
CREATE POLICY audit_seal_scope ON audit_seal
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND current_setting('app.grids', true) = '*');

ALTER TABLE audit_link ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_link FORCE ROW LEVEL SECURITY;
CREATE POLICY audit_link_scope ON audit_link
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND current_setting('app.grids', true) = '*');
