-- How residents get in: by a code in a text message, by WeChat, and which home is theirs.

-- Local: before anybody is signed in. Numbers, addresses and devices stand here only as keyed hashes.
CREATE TABLE sms_code (
  id uuid PRIMARY KEY,
  community_id uuid NOT NULL,
  phone_index text NOT NULL,
  address_index text NOT NULL,
  device_index text NOT NULL,
  code_digest text NOT NULL,
  tries integer NOT NULL DEFAULT 0,
  sent_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);
CREATE INDEX sms_code_phone ON sms_code (phone_index, sent_at DESC);
CREATE INDEX sms_code_address ON sms_code (address_index, sent_at DESC);
CREATE INDEX sms_code_device ON sms_code (device_index, sent_at DESC);
CREATE INDEX sms_code_sent ON sms_code (sent_at);

CREATE TABLE phone_sign_in (
  account_id uuid PRIMARY KEY,
  community_id uuid NOT NULL,
  phone_sealed bytea NOT NULL,
  phone_index text NOT NULL,
  verified_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX phone_sign_in_phone_key ON phone_sign_in (community_id, phone_index);

CREATE TABLE wechat_sign_in (
  community_id uuid NOT NULL,
  open_index text NOT NULL,
  account_id uuid NOT NULL,
  bound_at timestamptz NOT NULL,
  PRIMARY KEY (community_id, open_index)
);
CREATE INDEX wechat_sign_in_account ON wechat_sign_in (account_id);

GRANT SELECT, INSERT, UPDATE, DELETE ON sms_code, phone_sign_in, wechat_sign_in TO {{app}};

-- Somebody says where they live, and the grid worker confirms or refuses. grid_id is where the door was found, or the
-- grid that the person chose; null is for the command post. The one who asks reads their own requests and no more.
CREATE TABLE home_request (
  community_id uuid NOT NULL,
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  grid_id uuid,
  household_id uuid,
  door_sealed bytea NOT NULL,
  phone_sealed bytea,
  state text NOT NULL CHECK (state IN ('waiting', 'confirmed', 'refused', 'withdrawn')),
  asked_at timestamptz NOT NULL,
  decided_at timestamptz,
  decided_by uuid,
  PRIMARY KEY (community_id, id),
  CHECK ((state = 'waiting') = (decided_at IS NULL))
);
CREATE UNIQUE INDEX home_request_waiting_key ON home_request (community_id, account_id) WHERE state = 'waiting';
CREATE INDEX home_request_asked ON home_request (community_id, asked_at DESC);
ALTER TABLE home_request ADD CONSTRAINT home_request_grid_fk
  FOREIGN KEY (community_id, grid_id) REFERENCES grid (community_id, id);
ALTER TABLE home_request ADD CONSTRAINT home_request_household_fk
  FOREIGN KEY (community_id, household_id) REFERENCES household (community_id, id);

GRANT SELECT, INSERT, UPDATE ON home_request TO {{app}};

ALTER TABLE home_request ENABLE ROW LEVEL SECURITY;
ALTER TABLE home_request FORCE ROW LEVEL SECURITY;
CREATE POLICY home_request_scope ON home_request
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (account_id = nullif(current_setting('app.account', true), '')::uuid
      OR current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0));
