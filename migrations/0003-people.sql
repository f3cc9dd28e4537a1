-- 人在格中住: the ledger, the rolls that ask, what people said, and what disagrees.
-- The scope of the asker is three short lists in settings: grids ('*' is the whole community), buildings
-- (those one is responsible for) and households (one's own). Policies compare them by strpos and never by subquery.

CREATE TABLE building (
  community_id uuid NOT NULL,
  id uuid NOT NULL,
  grid_id uuid NOT NULL,
  door text NOT NULL CHECK (length(door) BETWEEN 1 AND 80),
  door_order text COLLATE "C" NOT NULL,
  parcel_code text CHECK (length(parcel_code) = 19),
  unit_code text CHECK (length(unit_code) = 28),
  floors integer CHECK (floors BETWEEN 1 AND 200),
  structure text CHECK (length(structure) <= 40),
  land_area numeric(12, 2) CHECK (land_area >= 0),
  footprint_area numeric(12, 2) CHECK (footprint_area >= 0),
  floor_area numeric(12, 2) CHECK (floor_area >= 0),
  footprint jsonb,
  responsible_account_id uuid,
  removed_at timestamptz,
  revision integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (community_id, id)
);
CREATE UNIQUE INDEX building_door_key ON building (community_id, door) WHERE removed_at IS NULL;
CREATE UNIQUE INDEX building_unit_code_key ON building (community_id, unit_code) WHERE removed_at IS NULL;
CREATE INDEX building_grid ON building (community_id, grid_id);
CREATE INDEX building_responsible ON building (community_id, responsible_account_id);
CREATE INDEX building_order ON building (community_id, door_order);
ALTER TABLE building ADD CONSTRAINT building_grid_fk
  FOREIGN KEY (community_id, grid_id) REFERENCES grid (community_id, id);

CREATE TABLE household (
  community_id uuid NOT NULL,
  id uuid NOT NULL,
  building_id uuid NOT NULL,
  grid_id uuid NOT NULL,
  door text NOT NULL CHECK (length(door) BETWEEN 1 AND 80),
  -- The door with every number padded, so that an index gives the order people expect.
  door_order text COLLATE "C" NOT NULL,
  headcount integer CHECK (headcount BETWEEN 0 AND 500),
  phones_sealed bytea,
  -- Blind indexes for equality: a keyed hash of each number.
  phone_indexes text[] NOT NULL DEFAULT '{}',
  occupancy text NOT NULL DEFAULT 'occupied' CHECK (occupancy IN ('occupied', 'vacant', 'sealed', 'away')),
  priority boolean NOT NULL DEFAULT false,
  note text NOT NULL DEFAULT '' CHECK (length(note) <= 200),
  removed_at timestamptz,
  revision integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (community_id, id)
);
CREATE UNIQUE INDEX household_door_key ON household (community_id, door) WHERE removed_at IS NULL;
CREATE INDEX household_grid ON household (community_id, grid_id) WHERE removed_at IS NULL;
CREATE INDEX household_building ON household (community_id, building_id);
CREATE INDEX household_order ON household (community_id, door_order);
CREATE INDEX household_phones ON household USING gin (phone_indexes);
ALTER TABLE household ADD CONSTRAINT household_building_fk
  FOREIGN KEY (community_id, building_id) REFERENCES building (community_id, id);
ALTER TABLE household ADD CONSTRAINT household_grid_fk
  FOREIGN KEY (community_id, grid_id) REFERENCES grid (community_id, id);

CREATE TABLE resident (
  community_id uuid NOT NULL,
  id uuid NOT NULL,
  household_id uuid NOT NULL,
  building_id uuid NOT NULL,
  grid_id uuid NOT NULL,
  name_sealed bytea NOT NULL,
  age_group text NOT NULL CHECK (age_group IN ('adult', 'child')),
  note text NOT NULL DEFAULT '' CHECK (length(note) <= 200),
  removed_at timestamptz,
  revision integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (community_id, id)
);
CREATE INDEX resident_household ON resident (community_id, household_id);
ALTER TABLE resident ADD CONSTRAINT resident_household_fk
  FOREIGN KEY (community_id, household_id) REFERENCES household (community_id, id);

-- Append-only: who changed what, when, why, and what it was before. The contents are ciphertext under the community's key.
CREATE TABLE ledger_change (
  community_id uuid NOT NULL,
  id uuid NOT NULL,
  subject text NOT NULL CHECK (subject IN ('building', 'household', 'resident')),
  subject_id uuid NOT NULL,
  building_id uuid NOT NULL,
  household_id uuid,
  grid_id uuid NOT NULL,
  action text NOT NULL CHECK (action IN ('created', 'edited', 'removed', 'undone')),
  -- The subject's revision after this change; an undo is blocked when the subject has gone further.
  revision integer NOT NULL,
  content_sealed bytea NOT NULL,
  account_id uuid,
  undoes_id uuid,
  import_id uuid,
  at timestamptz NOT NULL,
  PRIMARY KEY (community_id, id)
);
CREATE INDEX ledger_change_subject ON ledger_change (community_id, subject_id, at DESC);
CREATE INDEX ledger_change_at ON ledger_change (community_id, at DESC, id DESC);
CREATE UNIQUE INDEX ledger_change_undoes_key ON ledger_change (community_id, undoes_id) WHERE undoes_id IS NOT NULL;
CREATE INDEX ledger_change_import ON ledger_change (community_id, import_id) WHERE import_id IS NOT NULL;

CREATE TABLE roll (
  community_id uuid NOT NULL,
  id uuid NOT NULL,
  title text NOT NULL CHECK (length(title) BETWEEN 1 AND 40),
  question text NOT NULL CHECK (question IN ('who-lives-here', 'who-was-tested')),
  grid_id uuid,
  state text NOT NULL CHECK (state IN ('open', 'closed')),
  opened_at timestamptz NOT NULL,
  closed_at timestamptz,
  PRIMARY KEY (community_id, id),
  CHECK ((state = 'closed') = (closed_at IS NOT NULL))
);
CREATE INDEX roll_opened ON roll (community_id, opened_at DESC);
ALTER TABLE roll ADD CONSTRAINT roll_grid_fk FOREIGN KEY (community_id, grid_id) REFERENCES grid (community_id, id);

-- One group's chain in one roll. Its row is what two people who paste at once wait for.
CREATE TABLE chain (
  community_id uuid NOT NULL,
  roll_id uuid NOT NULL,
  grid_id uuid NOT NULL,
  pastes integer NOT NULL DEFAULT 0,
  pasted_at timestamptz,
  paste_id uuid,
  PRIMARY KEY (community_id, roll_id, grid_id)
);
ALTER TABLE chain ADD CONSTRAINT chain_roll_fk FOREIGN KEY (community_id, roll_id) REFERENCES roll (community_id, id);

-- Append-only: every text as it was pasted.
CREATE TABLE paste (
  community_id uuid NOT NULL,
  id uuid NOT NULL,
  roll_id uuid NOT NULL,
  grid_id uuid NOT NULL,
  text_sealed bytea NOT NULL,
  account_id uuid NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (community_id, id)
);
CREATE INDEX paste_chain ON paste (community_id, roll_id, grid_id, at DESC);

-- What a household said, once. Evidence: it never changes the ledger by itself.
CREATE TABLE report (
  community_id uuid NOT NULL,
  id uuid NOT NULL,
  roll_id uuid NOT NULL,
  grid_id uuid NOT NULL,
  building_id uuid,
  household_id uuid,
  source text NOT NULL CHECK (source IN ('self', 'proxy', 'chain')),
  state text NOT NULL CHECK (state IN ('standing', 'withdrawn', 'gone')),
  -- For a chain line: whose chain, its identity in it, and where it stood in the last text.
  chain_grid_id uuid,
  line_key text,
  position integer NOT NULL DEFAULT 0,
  line integer,
  line_index integer,
  text_sealed bytea,
  fix_sealed bytea,
  door text,
  headcount integer,
  phones_sealed bytea,
  phone_indexes text[] NOT NULL DEFAULT '{}',
  intent text NOT NULL CHECK (intent IN ('report', 'withdraw', 'vacant')),
  is_correction boolean NOT NULL DEFAULT false,
  remark_sealed bytea,
  confidence real NOT NULL DEFAULT 1,
  -- Of the reading: why something in it is missing, guessed or odd; and the doors it could mean, best first.
  reasons text[] NOT NULL DEFAULT '{}',
  door_candidates text[] NOT NULL DEFAULT '{}',
  -- Of the reconciliation with the ledger.
  verdict_reasons text[] NOT NULL DEFAULT '{}',
  candidate_ids uuid[] NOT NULL DEFAULT '{}',
  verdict text NOT NULL CHECK (verdict IN ('matched', 'headcount-differs', 'phone-differs', 'unknown-door',
    'candidates', 'incomplete', 'superseded', 'duplicate', 'withdrawn', 'dismissed')),
  -- What a person decided about this statement.
  chosen_household_id uuid,
  chosen_headcount integer,
  dismissed boolean NOT NULL DEFAULT false,
  rejected_household_ids uuid[] NOT NULL DEFAULT '{}',
  account_id uuid NOT NULL,
  said_at timestamptz NOT NULL,
  PRIMARY KEY (community_id, id)
);
CREATE UNIQUE INDEX report_line_key ON report (community_id, roll_id, chain_grid_id, line_key) WHERE line_key IS NOT NULL;
CREATE INDEX report_grid ON report (community_id, roll_id, grid_id);
CREATE INDEX report_household ON report (community_id, roll_id, household_id);
ALTER TABLE report ADD CONSTRAINT report_roll_fk FOREIGN KEY (community_id, roll_id) REFERENCES roll (community_id, id);

-- How a household stands in a roll, for those of whom anything certain or differing was said; the others are missing.
CREATE TABLE standing (
  community_id uuid NOT NULL,
  roll_id uuid NOT NULL,
  household_id uuid NOT NULL,
  building_id uuid NOT NULL,
  grid_id uuid NOT NULL,
  state text NOT NULL CHECK (state IN ('reported', 'differs')),
  reported integer,
  report_id uuid NOT NULL,
  reported_at timestamptz NOT NULL,
  PRIMARY KEY (community_id, roll_id, household_id)
);
CREATE INDEX standing_grid ON standing (community_id, roll_id, grid_id, state);
ALTER TABLE standing ADD CONSTRAINT standing_household_fk
  FOREIGN KEY (community_id, household_id) REFERENCES household (community_id, id);

-- A roll's numbers per lowest grid, counted again in the background whenever something there changed.
CREATE TABLE roll_count (
  community_id uuid NOT NULL,
  roll_id uuid NOT NULL,
  grid_id uuid NOT NULL,
  households integer NOT NULL,
  reported integer NOT NULL,
  differs integer NOT NULL,
  missing integer NOT NULL,
  excused integer NOT NULL,
  expected_people integer NOT NULL,
  reported_people integer NOT NULL,
  missing_people integer NOT NULL,
  revision bigint NOT NULL,
  PRIMARY KEY (community_id, roll_id, grid_id),
  CONSTRAINT roll_count_adds_up CHECK (households = reported + differs + missing + excused),
  CONSTRAINT roll_count_people_add_up CHECK (expected_people = reported_people + missing_people)
);

-- A difference between a statement and the ledger, with an owner and a deadline.
CREATE TABLE difference (
  community_id uuid NOT NULL,
  id uuid NOT NULL,
  roll_id uuid NOT NULL,
  grid_id uuid NOT NULL,
  building_id uuid,
  household_id uuid,
  report_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('headcount-differs', 'phone-differs', 'unknown-door', 'candidates', 'incomplete')),
  state text NOT NULL CHECK (state IN ('open', 'settled', 'lapsed')),
  -- Null: the person responsible for the building.
  owner_account_id uuid,
  due_at timestamptz NOT NULL,
  opened_at timestamptz NOT NULL,
  decision text CHECK (decision IN ('correct-ledger', 'correct-report', 'choose-household', 'new-household', 'dismiss')),
  decided_by uuid,
  decided_at timestamptz,
  -- The reason given, and what the statement's decisions were before, for undo.
  decision_sealed bytea,
  -- The ledger changes that the decision made.
  change_ids uuid[] NOT NULL DEFAULT '{}',
  revision integer NOT NULL DEFAULT 1,
  PRIMARY KEY (community_id, id),
  CHECK ((state = 'settled') = (decision IS NOT NULL))
);
CREATE UNIQUE INDEX difference_report_key ON difference (community_id, report_id);
CREATE INDEX difference_state ON difference (community_id, state, due_at);
CREATE INDEX difference_grid ON difference (community_id, roll_id, grid_id, state);
ALTER TABLE difference ADD CONSTRAINT difference_report_fk
  FOREIGN KEY (community_id, report_id) REFERENCES report (community_id, id);

-- A file that is being imported. Its tables are kept without the columns that name owners, sealed and packed.
CREATE TABLE import_batch (
  community_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('ledger', 'cadastre')),
  file_name text NOT NULL CHECK (length(file_name) <= 200),
  tables_sealed bytea NOT NULL,
  state text NOT NULL CHECK (state IN
    ('queued', 'checking', 'checked', 'committing', 'committed', 'undoing', 'undone', 'failed')),
  done integer NOT NULL DEFAULT 0,
  total integer NOT NULL DEFAULT 0,
  good integer NOT NULL DEFAULT 0,
  rejected integer NOT NULL DEFAULT 0,
  warned integer NOT NULL DEFAULT 0,
  sheets jsonb NOT NULL DEFAULT '[]',
  problem text,
  account_id uuid NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (community_id, id)
);
CREATE INDEX import_batch_created ON import_batch (community_id, created_at DESC);

-- Verdicts of up to 500 rows, in the order of the file: a row of its own for each would cost more than the import.
CREATE TABLE import_slice (
  community_id uuid NOT NULL,
  batch_id uuid NOT NULL,
  slice_no integer NOT NULL,
  good integer NOT NULL,
  rejected integer NOT NULL,
  rows_sealed bytea NOT NULL,
  PRIMARY KEY (community_id, batch_id, slice_no)
);
ALTER TABLE import_slice ADD CONSTRAINT import_slice_batch_fk
  FOREIGN KEY (community_id, batch_id) REFERENCES import_batch (community_id, id);

GRANT SELECT, INSERT, UPDATE ON building, household, resident, roll, chain, report, difference, import_batch TO {{app}};
GRANT SELECT, INSERT, UPDATE, DELETE ON standing, roll_count, import_slice TO {{app}};
GRANT SELECT, INSERT ON ledger_change, paste TO {{app}};

ALTER TABLE building ENABLE ROW LEVEL SECURITY;
ALTER TABLE building FORCE ROW LEVEL SECURITY;
CREATE POLICY building_scope ON building
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0
      OR responsible_account_id = nullif(current_setting('app.account', true), '')::uuid));

ALTER TABLE household ENABLE ROW LEVEL SECURITY;
ALTER TABLE household FORCE ROW LEVEL SECURITY;
CREATE POLICY household_scope ON household
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0
      OR strpos(current_setting('app.buildings', true), building_id::text) > 0
      OR strpos(current_setting('app.households', true), id::text) > 0));

ALTER TABLE resident ENABLE ROW LEVEL SECURITY;
ALTER TABLE resident FORCE ROW LEVEL SECURITY;
CREATE POLICY resident_scope ON resident
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0
      OR strpos(current_setting('app.buildings', true), building_id::text) > 0
      OR strpos(current_setting('app.households', true), household_id::text) > 0));

ALTER TABLE ledger_change ENABLE ROW LEVEL SECURITY;
ALTER TABLE ledger_change FORCE ROW LEVEL SECURITY;
CREATE POLICY ledger_change_scope ON ledger_change
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0
      OR strpos(current_setting('app.buildings', true), building_id::text) > 0
      OR strpos(current_setting('app.households', true), household_id::text) > 0));

ALTER TABLE roll ENABLE ROW LEVEL SECURITY;
ALTER TABLE roll FORCE ROW LEVEL SECURITY;
CREATE POLICY roll_read ON roll FOR SELECT
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid);
CREATE POLICY roll_insert ON roll FOR INSERT
  WITH CHECK (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0));
CREATE POLICY roll_update ON roll FOR UPDATE
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0));

ALTER TABLE chain ENABLE ROW LEVEL SECURITY;
ALTER TABLE chain FORCE ROW LEVEL SECURITY;
CREATE POLICY chain_scope ON chain
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0));

ALTER TABLE paste ENABLE ROW LEVEL SECURITY;
ALTER TABLE paste FORCE ROW LEVEL SECURITY;
CREATE POLICY paste_scope ON paste
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0));

ALTER TABLE report ENABLE ROW LEVEL SECURITY;
ALTER TABLE report FORCE ROW LEVEL SECURITY;
CREATE POLICY report_scope ON report
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0
      OR strpos(current_setting('app.buildings', true), building_id::text) > 0
      OR strpos(current_setting('app.households', true), household_id::text) > 0));

ALTER TABLE standing ENABLE ROW LEVEL SECURITY;
ALTER TABLE standing FORCE ROW LEVEL SECURITY;
CREATE POLICY standing_scope ON standing
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0
      OR strpos(current_setting('app.buildings', true), building_id::text) > 0
      OR strpos(current_setting('app.households', true), household_id::text) > 0));

ALTER TABLE roll_count ENABLE ROW LEVEL SECURITY;
ALTER TABLE roll_count FORCE ROW LEVEL SECURITY;
CREATE POLICY roll_count_scope ON roll_count
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0));

ALTER TABLE difference ENABLE ROW LEVEL SECURITY;
ALTER TABLE difference FORCE ROW LEVEL SECURITY;
CREATE POLICY difference_scope ON difference
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0
      OR strpos(current_setting('app.buildings', true), building_id::text) > 0
      OR strpos(current_setting('app.households', true), household_id::text) > 0));

ALTER TABLE import_batch ENABLE ROW LEVEL SECURITY;
ALTER TABLE import_batch FORCE ROW LEVEL SECURITY;
CREATE POLICY import_batch_scope ON import_batch
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND current_setting('app.grids', true) = '*');

ALTER TABLE import_slice ENABLE ROW LEVEL SECURITY;
ALTER TABLE import_slice FORCE ROW LEVEL SECURITY;
CREATE POLICY import_slice_scope ON import_slice
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND current_setting('app.grids', true) = '*');
