-- Testing: a roll that asks who was tested can be a round, with a window and a method. What was taken is kept swab by swab
-- as evidence; who need not come is excused with a reason. Numbers are counted from these rows and never kept beside them.

CREATE TABLE round (
  community_id uuid NOT NULL,
  -- The roll that it is: chains and reports which answer that roll count here too.
  id uuid NOT NULL,
  -- Null: the whole community; as the roll has it.
  grid_id uuid,
  method text NOT NULL CHECK (method IN ('pcr', 'antigen')),
  -- Persons in a full tube; 1: nobody shares one.
  tube_size smallint NOT NULL CHECK (tube_size IN (1, 5, 10, 20)),
  starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  revision integer NOT NULL DEFAULT 1,
  PRIMARY KEY (community_id, id),
  CHECK (ends_at > starts_at)
);
ALTER TABLE round ADD CONSTRAINT round_roll_fk FOREIGN KEY (community_id, id) REFERENCES roll (community_id, id);

-- Where a round takes samples: a place and its hours, for a piece of the tree.
CREATE TABLE round_site (
  community_id uuid NOT NULL,
  id uuid NOT NULL,
  round_id uuid NOT NULL,
  grid_id uuid NOT NULL,
  place text NOT NULL CHECK (length(place) BETWEEN 1 AND 60),
  opens_at timestamptz NOT NULL,
  closes_at timestamptz NOT NULL,
  PRIMARY KEY (community_id, id),
  CHECK (closes_at > opens_at)
);
CREATE INDEX round_site_round ON round_site (community_id, round_id);
ALTER TABLE round_site ADD CONSTRAINT round_site_round_fk
  FOREIGN KEY (community_id, round_id) REFERENCES round (community_id, id);
ALTER TABLE round_site ADD CONSTRAINT round_site_grid_fk
  FOREIGN KEY (community_id, grid_id) REFERENCES grid (community_id, id);

-- One tube of a sampler. Two samplers may have written the same code: both tubes are kept, and a result counts for both.
CREATE TABLE tube (
  community_id uuid NOT NULL,
  id uuid NOT NULL,
  round_id uuid NOT NULL,
  grid_id uuid NOT NULL,
  code text NOT NULL CHECK (length(code) BETWEEN 1 AND 40),
  opened_by uuid NOT NULL,
  opened_at timestamptz NOT NULL,
  received_at timestamptz NOT NULL,
  PRIMARY KEY (community_id, id)
);
CREATE INDEX tube_code ON tube (community_id, code);
CREATE INDEX tube_round ON tube (community_id, round_id, received_at DESC);
ALTER TABLE tube ADD CONSTRAINT tube_round_fk FOREIGN KEY (community_id, round_id) REFERENCES round (community_id, id);
ALTER TABLE tube ADD CONSTRAINT tube_grid_fk FOREIGN KEY (community_id, grid_id) REFERENCES grid (community_id, id);

-- Who gave a sample: one named person, or some of a household of whom only the number is known. Without a household it is
-- of somebody from elsewhere, counted apart, or it waits to be placed: then what the phone said is kept.
CREATE TABLE sample (
  community_id uuid NOT NULL,
  id uuid NOT NULL,
  round_id uuid NOT NULL,
  tube_id uuid NOT NULL,
  grid_id uuid NOT NULL,
  building_id uuid,
  household_id uuid,
  resident_id uuid,
  claimed_household_id uuid,
  claimed_resident_id uuid,
  outsider boolean NOT NULL DEFAULT false,
  -- Name and number of somebody from elsewhere.
  contact_sealed bytea,
  people smallint NOT NULL CHECK (people BETWEEN 1 AND 20),
  taken_by uuid NOT NULL,
  -- By the phone's clock, set right by how wrong it was when it sent. Nothing is ordered by it.
  taken_at timestamptz NOT NULL,
  received_at timestamptz NOT NULL,
  -- It came after the round was closed. It counts all the same.
  late boolean NOT NULL DEFAULT false,
  undone_at timestamptz,
  undone_by uuid,
  PRIMARY KEY (community_id, id),
  CHECK (resident_id IS NULL OR (people = 1 AND household_id IS NOT NULL)),
  CHECK (NOT outsider OR household_id IS NULL),
  CHECK ((undone_at IS NULL) = (undone_by IS NULL))
);
CREATE INDEX sample_household ON sample (community_id, round_id, household_id);
CREATE INDEX sample_tube ON sample (community_id, tube_id);
CREATE INDEX sample_unplaced ON sample (community_id, round_id) WHERE household_id IS NULL AND NOT outsider;
ALTER TABLE sample ADD CONSTRAINT sample_tube_fk FOREIGN KEY (community_id, tube_id) REFERENCES tube (community_id, id);
ALTER TABLE sample ADD CONSTRAINT sample_household_fk
  FOREIGN KEY (community_id, household_id) REFERENCES household (community_id, id);
ALTER TABLE sample ADD CONSTRAINT sample_resident_fk
  FOREIGN KEY (community_id, resident_id) REFERENCES resident (community_id, id);

-- Who need not come, why, and until when. It counts for a round whose last day lies in it.
CREATE TABLE exemption (
  community_id uuid NOT NULL,
  id uuid NOT NULL,
  household_id uuid NOT NULL,
  building_id uuid NOT NULL,
  grid_id uuid NOT NULL,
  resident_id uuid,
  people smallint NOT NULL CHECK (people BETWEEN 1 AND 99),
  reason text NOT NULL CHECK (reason IN ('newborn', 'bedridden', 'away', 'in-hospital', 'doctors-note')),
  from_day date NOT NULL,
  until_day date NOT NULL,
  note_sealed bytea,
  state text NOT NULL CHECK (state IN ('asked', 'approved', 'refused', 'ended')),
  asked_by uuid NOT NULL,
  asked_at timestamptz NOT NULL,
  decided_by uuid,
  decided_at timestamptz,
  PRIMARY KEY (community_id, id),
  CHECK (until_day >= from_day),
  CHECK (resident_id IS NULL OR people = 1),
  CHECK ((state = 'asked') = (decided_at IS NULL))
);
CREATE INDEX exemption_household ON exemption (community_id, household_id) WHERE state = 'approved';
CREATE INDEX exemption_asked ON exemption (community_id, asked_at) WHERE state = 'asked';
ALTER TABLE exemption ADD CONSTRAINT exemption_household_fk
  FOREIGN KEY (community_id, household_id) REFERENCES household (community_id, id);
ALTER TABLE exemption ADD CONSTRAINT exemption_resident_fk
  FOREIGN KEY (community_id, resident_id) REFERENCES resident (community_id, id);

-- The excused stand beside the missing: expected = tested + excused + missing.
ALTER TABLE roll_count ADD COLUMN excused_people integer NOT NULL DEFAULT 0;
ALTER TABLE roll_count DROP CONSTRAINT roll_count_people_add_up;
ALTER TABLE roll_count ADD CONSTRAINT roll_count_people_add_up
  CHECK (expected_people = reported_people + excused_people + missing_people
    AND reported_people >= 0 AND excused_people >= 0 AND missing_people >= 0);

GRANT SELECT, INSERT, UPDATE ON round, tube, sample, exemption TO {{app}};
GRANT SELECT, INSERT, DELETE ON round_site TO {{app}};

-- Everybody of the community reads that a round is held and where; whoever may run its roll changes it.
ALTER TABLE round ENABLE ROW LEVEL SECURITY;
ALTER TABLE round FORCE ROW LEVEL SECURITY;
CREATE POLICY round_read ON round FOR SELECT
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid);
CREATE POLICY round_insert ON round FOR INSERT
  WITH CHECK (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0));
CREATE POLICY round_update ON round FOR UPDATE
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0));

ALTER TABLE round_site ENABLE ROW LEVEL SECURITY;
ALTER TABLE round_site FORCE ROW LEVEL SECURITY;
CREATE POLICY round_site_read ON round_site FOR SELECT
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid);
CREATE POLICY round_site_insert ON round_site FOR INSERT
  WITH CHECK (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0));
CREATE POLICY round_site_remove ON round_site FOR DELETE
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0));

ALTER TABLE tube ENABLE ROW LEVEL SECURITY;
ALTER TABLE tube FORCE ROW LEVEL SECURITY;
CREATE POLICY tube_scope ON tube
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0));

-- Of a household of the scope, of one's own, or taken by oneself: a sampler knows how full their tubes are.
ALTER TABLE sample ENABLE ROW LEVEL SECURITY;
ALTER TABLE sample FORCE ROW LEVEL SECURITY;
CREATE POLICY sample_scope ON sample
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0
      OR strpos(current_setting('app.buildings', true), building_id::text) > 0
      OR strpos(current_setting('app.households', true), household_id::text) > 0
      OR taken_by = nullif(current_setting('app.account', true), '')::uuid))
  WITH CHECK (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0));

ALTER TABLE exemption ENABLE ROW LEVEL SECURITY;
ALTER TABLE exemption FORCE ROW LEVEL SECURITY;
CREATE POLICY exemption_scope ON exemption
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0
      OR strpos(current_setting('app.buildings', true), building_id::text) > 0
      OR strpos(current_setting('app.households', true), household_id::text) > 0))
  WITH CHECK (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0));
