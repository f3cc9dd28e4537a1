-- Local: a device that has once brought the right slip or code. It is not kept out by the wrong tries of strangers who
-- share its address or know its number. Devices stand here only as keyed hashes, the newest few of an account.
CREATE TABLE proven_device (
  account_id uuid NOT NULL,
  device_index text NOT NULL,
  community_id uuid NOT NULL,
  proven_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, device_index)
);
CREATE INDEX proven_device_device ON proven_device (device_index);
CREATE INDEX proven_device_proven ON proven_device (proven_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON proven_device TO {{app}};
