-- From the stall to the door: the keys that sign codes, a voucher for each order, who carries which vouchers in which order,
-- and everything that was scanned at a door.

-- Key pairs of a community; the newest signs, older ones prove what they have signed until they are withdrawn.
CREATE TABLE signing_key (
  community_id uuid NOT NULL,
  number smallint NOT NULL CHECK (number BETWEEN 0 AND 255),
  public_key bytea NOT NULL CHECK (length(public_key) = 32),
  private_sealed bytea NOT NULL,
  made_at timestamptz NOT NULL,
  -- From then on nothing that it signed is believed.
  withdrawn_at timestamptz,
  PRIMARY KEY (community_id, number)
);

-- Stands for one order at one door. It is signed anew, by
-- the newest key, each time it is shown or printed, so the signature is not kept.
CREATE TABLE voucher (
  community_id uuid NOT NULL,
  id uuid NOT NULL,
  order_id uuid NOT NULL,
  stall_id uuid NOT NULL,
  household_id uuid NOT NULL,
  building_id uuid NOT NULL,
  grid_id uuid NOT NULL,
  serial text NOT NULL CHECK (serial ~ '^[0-9a-f]{10}$'),
  -- For typing, where a camera fails.
  short_code text NOT NULL CHECK (short_code ~ '^[0-9]{8}$'),
  -- The grid as the code says it: the paper does not change when grids are renumbered.
  grid_code text NOT NULL,
  last_day date NOT NULL,
  state text NOT NULL CHECK (state IN ('live', 'delivered', 'revoked')),
  issued_at timestamptz NOT NULL,
  delivered_at timestamptz,
  delivered_by uuid,
  delivered_scan uuid,
  PRIMARY KEY (community_id, id),
  CHECK ((state = 'delivered') = (delivered_at IS NOT NULL)),
  CHECK ((delivered_at IS NULL) = (delivered_by IS NULL)),
  CHECK ((delivered_at IS NULL) = (delivered_scan IS NULL))
);
CREATE UNIQUE INDEX voucher_order_key ON voucher (community_id, order_id) WHERE state <> 'revoked';
CREATE UNIQUE INDEX voucher_serial_key ON voucher (community_id, serial);
CREATE UNIQUE INDEX voucher_short_code_key ON voucher (community_id, short_code);
CREATE INDEX voucher_stall ON voucher (community_id, stall_id);
CREATE INDEX voucher_household ON voucher (community_id, household_id);
ALTER TABLE voucher ADD CONSTRAINT voucher_order_fk
  FOREIGN KEY (community_id, order_id) REFERENCES stall_order (community_id, id);

-- The order in which a piece of the community is walked, as somebody has designated it; the next run there begins with it.
CREATE TABLE delivery_route (
  community_id uuid NOT NULL,
  grid_id uuid NOT NULL,
  building_ids uuid[] NOT NULL,
  designated_by uuid NOT NULL,
  designated_at timestamptz NOT NULL,
  PRIMARY KEY (community_id, grid_id)
);
ALTER TABLE delivery_route ADD CONSTRAINT delivery_route_grid_fk
  FOREIGN KEY (community_id, grid_id) REFERENCES grid (community_id, id);

-- One person's way with bags of one stall through a piece of its grid.
CREATE TABLE run (
  community_id uuid NOT NULL,
  id uuid NOT NULL,
  stall_id uuid NOT NULL,
  grid_id uuid NOT NULL,
  carrier_id uuid NOT NULL,
  state text NOT NULL CHECK (state IN ('designated', 'started', 'ended', 'called-off')),
  revision integer NOT NULL DEFAULT 1,
  -- The phone that holds it: only there its vouchers are delivered without a network.
  phone_id uuid,
  designated_by uuid NOT NULL,
  designated_at timestamptz NOT NULL,
  started_at timestamptz,
  ended_at timestamptz,
  PRIMARY KEY (community_id, id)
);
CREATE INDEX run_stall ON run (community_id, stall_id);
CREATE INDEX run_carrier ON run (community_id, carrier_id, designated_at DESC);
ALTER TABLE run ADD CONSTRAINT run_stall_fk FOREIGN KEY (community_id, stall_id) REFERENCES stall (community_id, id);
ALTER TABLE run ADD CONSTRAINT run_grid_fk FOREIGN KEY (community_id, grid_id) REFERENCES grid (community_id, id);

CREATE TABLE run_stop (
  community_id uuid NOT NULL,
  run_id uuid NOT NULL,
  voucher_id uuid NOT NULL,
  household_id uuid NOT NULL,
  building_id uuid NOT NULL,
  grid_id uuid NOT NULL,
  position smallint NOT NULL,
  -- The run is neither over nor called off: a voucher is in one such run.
  standing boolean NOT NULL DEFAULT true,
  tries smallint NOT NULL DEFAULT 0,
  failed_why text CHECK (failed_why IN ('absent', 'refused', 'damaged', 'wrong-door')),
  failed_at timestamptz,
  PRIMARY KEY (community_id, run_id, voucher_id),
  CHECK ((failed_why IS NULL) = (failed_at IS NULL))
);
CREATE UNIQUE INDEX run_stop_standing_key ON run_stop (community_id, voucher_id) WHERE standing;
ALTER TABLE run_stop ADD CONSTRAINT run_stop_run_fk FOREIGN KEY (community_id, run_id) REFERENCES run (community_id, id);
ALTER TABLE run_stop ADD CONSTRAINT run_stop_voucher_fk
  FOREIGN KEY (community_id, voucher_id) REFERENCES voucher (community_id, id);

-- Append-only: what somebody did with a code at a door, as their phone told it and as the server judged it.
CREATE TABLE delivery_scan (
  community_id uuid NOT NULL,
  -- The phone's.
  id uuid NOT NULL,
  run_id uuid,
  -- Of the run; null where somebody scans outside any.
  grid_id uuid,
  voucher_id uuid,
  -- Of the voucher, where it is known: crossings concern both sides.
  voucher_grid_id uuid,
  account_id uuid NOT NULL,
  act text NOT NULL CHECK (act IN ('handed-over', 'failed', 'turned-away', 'undone')),
  verdict text NOT NULL CHECK (verdict IN ('deliverable', 'already-delivered', 'wrong-grid', 'wrong-route', 'cancelled',
    'revoked', 'expired', 'forged', 'unknown')),
  outcome text NOT NULL CHECK (outcome IN ('counted', 'case', 'noted', 'refused')),
  why text CHECK (why IN ('absent', 'refused', 'damaged', 'wrong-door')),
  typed boolean NOT NULL,
  -- The row as it was sent, under the community's key: what is missing from a bag, and what the code said.
  content_sealed bytea NOT NULL,
  content_mark text NOT NULL,
  -- By the phone's clock, set right by what it said while sending.
  at timestamptz NOT NULL,
  received_at timestamptz NOT NULL,
  PRIMARY KEY (community_id, id)
);
CREATE INDEX delivery_scan_run ON delivery_scan (community_id, run_id, at);
CREATE INDEX delivery_scan_voucher ON delivery_scan (community_id, voucher_id, at);

-- What a person has to look at: handed over twice, against a refusal, in part, or not at all.
CREATE TABLE delivery_case (
  community_id uuid NOT NULL,
  id uuid NOT NULL,
  stall_id uuid NOT NULL,
  voucher_id uuid NOT NULL,
  household_id uuid NOT NULL,
  building_id uuid NOT NULL,
  grid_id uuid NOT NULL,
  scan_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('twice', 'cancelled', 'revoked', 'expired', 'not-on-way', 'partial', 'refused',
    'damaged', 'wrong-door')),
  state text NOT NULL CHECK (state IN ('open', 'settled')),
  opened_at timestamptz NOT NULL,
  note_sealed bytea,
  settled_by uuid,
  settled_at timestamptz,
  PRIMARY KEY (community_id, id),
  CHECK ((state = 'settled') = (settled_at IS NOT NULL)),
  CHECK ((settled_by IS NULL) = (settled_at IS NULL))
);
CREATE UNIQUE INDEX delivery_case_scan_key ON delivery_case (community_id, scan_id);
CREATE INDEX delivery_case_stall ON delivery_case (community_id, stall_id);
ALTER TABLE delivery_case ADD CONSTRAINT delivery_case_scan_fk
  FOREIGN KEY (community_id, scan_id) REFERENCES delivery_scan (community_id, id);
ALTER TABLE delivery_case ADD CONSTRAINT delivery_case_voucher_fk
  FOREIGN KEY (community_id, voucher_id) REFERENCES voucher (community_id, id);

GRANT SELECT, INSERT, UPDATE ON signing_key, voucher, run, delivery_case TO {{app}};
GRANT SELECT, INSERT, UPDATE, DELETE ON delivery_route, run_stop TO {{app}};
GRANT SELECT, INSERT ON delivery_scan TO {{app}};

-- Public keys are public; the private half is sealed.
ALTER TABLE signing_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE signing_key FORCE ROW LEVEL SECURITY;
CREATE POLICY signing_key_read ON signing_key FOR SELECT
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid);
CREATE POLICY signing_key_insert ON signing_key FOR INSERT
  WITH CHECK (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND current_setting('app.grids', true) = '*');
CREATE POLICY signing_key_update ON signing_key FOR UPDATE
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND current_setting('app.grids', true) = '*');

ALTER TABLE voucher ENABLE ROW LEVEL SECURITY;
ALTER TABLE voucher FORCE ROW LEVEL SECURITY;
CREATE POLICY voucher_scope ON voucher
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0
      OR strpos(current_setting('app.buildings', true), building_id::text) > 0
      OR strpos(current_setting('app.households', true), household_id::text) > 0))
  WITH CHECK (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND current_setting('app.grids', true) = '*');

ALTER TABLE delivery_route ENABLE ROW LEVEL SECURITY;
ALTER TABLE delivery_route FORCE ROW LEVEL SECURITY;
CREATE POLICY delivery_route_scope ON delivery_route
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0));

-- Who carries sees the own runs, from wherever.
ALTER TABLE run ENABLE ROW LEVEL SECURITY;
ALTER TABLE run FORCE ROW LEVEL SECURITY;
CREATE POLICY run_scope ON run
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0
      OR carrier_id = nullif(current_setting('app.account', true), '')::uuid))
  WITH CHECK (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0));

-- The doors of a run are read, after whose run it is was asked, in the whole community's scope.
ALTER TABLE run_stop ENABLE ROW LEVEL SECURITY;
ALTER TABLE run_stop FORCE ROW LEVEL SECURITY;
CREATE POLICY run_stop_scope ON run_stop
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0))
  WITH CHECK (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND current_setting('app.grids', true) = '*');

ALTER TABLE delivery_scan ENABLE ROW LEVEL SECURITY;
ALTER TABLE delivery_scan FORCE ROW LEVEL SECURITY;
CREATE POLICY delivery_scan_scope ON delivery_scan
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0
      OR strpos(current_setting('app.grids', true), voucher_grid_id::text) > 0))
  WITH CHECK (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND current_setting('app.grids', true) = '*');

ALTER TABLE delivery_case ENABLE ROW LEVEL SECURITY;
ALTER TABLE delivery_case FORCE ROW LEVEL SECURITY;
CREATE POLICY delivery_case_scope ON delivery_case
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0))
  WITH CHECK (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0));
