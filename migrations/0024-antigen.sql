-- Antigen rounds: kits are handed to doors, people test themselves at home and tell the result with a photo of the cassette.
-- Each telling is a row, kept as evidence; which of them count is read from these rows, as with samples.

-- Kits that were handed to a household. A household of another grid or none keeps them unplaced, with what the phone said.
CREATE TABLE antigen_kit (
  community_id uuid NOT NULL,
  id uuid NOT NULL,
  round_id uuid NOT NULL,
  grid_id uuid NOT NULL,
  building_id uuid,
  household_id uuid,
  claimed_household_id uuid NOT NULL,
  kits smallint NOT NULL CHECK (kits BETWEEN 1 AND 20),
  handed_by uuid NOT NULL,
  -- By the phone's clock, set right by how wrong it was when it sent. Nothing is ordered by it.
  handed_at timestamptz NOT NULL,
  received_at timestamptz NOT NULL,
  late boolean NOT NULL DEFAULT false,
  undone_at timestamptz,
  undone_by uuid,
  PRIMARY KEY (community_id, id),
  CHECK ((undone_at IS NULL) = (undone_by IS NULL))
);
CREATE INDEX antigen_kit_household ON antigen_kit (community_id, round_id, household_id);
ALTER TABLE antigen_kit ADD CONSTRAINT antigen_kit_round_fk
  FOREIGN KEY (community_id, round_id) REFERENCES round (community_id, id);
ALTER TABLE antigen_kit ADD CONSTRAINT antigen_kit_household_fk
  FOREIGN KEY (community_id, household_id) REFERENCES household (community_id, id);

-- What somebody told of a test: of one named person, or of some of a household of whom only the number is known.
CREATE TABLE antigen_test (
  community_id uuid NOT NULL,
  id uuid NOT NULL,
  round_id uuid NOT NULL,
  grid_id uuid NOT NULL,
  building_id uuid NOT NULL,
  household_id uuid NOT NULL,
  resident_id uuid,
  claimed_resident_id uuid,
  people smallint NOT NULL CHECK (people BETWEEN 1 AND 20),
  result text NOT NULL CHECK (result IN ('negative', 'positive', 'invalid')),
  source text NOT NULL CHECK (source IN ('self', 'proxy', 'worker')),
  -- Why a worker told it without a photo.
  no_photo text CHECK (no_photo IN ('no-phone', 'seen-it', 'camera-broken')),
  -- When the photo came. It stays when the photo itself is long deleted: the test counts on.
  photo_at timestamptz,
  told_by uuid NOT NULL,
  taken_at timestamptz NOT NULL,
  received_at timestamptz NOT NULL,
  late boolean NOT NULL DEFAULT false,
  verdict text CHECK (verdict IN ('right', 'wrong')),
  checked_by uuid,
  checked_at timestamptz,
  undone_at timestamptz,
  undone_by uuid,
  PRIMARY KEY (community_id, id),
  CHECK (resident_id IS NULL OR people = 1),
  CHECK (no_photo IS NULL OR source = 'worker'),
  CHECK ((verdict IS NULL) = (checked_at IS NULL) AND (checked_at IS NULL) = (checked_by IS NULL)),
  CHECK ((undone_at IS NULL) = (undone_by IS NULL))
);
CREATE INDEX antigen_test_household ON antigen_test (community_id, round_id, household_id);
ALTER TABLE antigen_test ADD CONSTRAINT antigen_test_round_fk
  FOREIGN KEY (community_id, round_id) REFERENCES round (community_id, id);
ALTER TABLE antigen_test ADD CONSTRAINT antigen_test_household_fk
  FOREIGN KEY (community_id, household_id) REFERENCES household (community_id, id);
ALTER TABLE antigen_test ADD CONSTRAINT antigen_test_resident_fk
  FOREIGN KEY (community_id, resident_id) REFERENCES resident (community_id, id);

-- The photo of a cassette, sealed, in a row of its own: nothing that counts reads it, and it goes long before the rest.
CREATE TABLE antigen_photo (
  community_id uuid NOT NULL,
  -- The test that it shows.
  id uuid NOT NULL,
  round_id uuid NOT NULL,
  grid_id uuid NOT NULL,
  building_id uuid NOT NULL,
  household_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('jpeg', 'png', 'webp')),
  photo_sealed bytea,
  received_at timestamptz NOT NULL,
  deleted_at timestamptz,
  PRIMARY KEY (community_id, id),
  CHECK ((photo_sealed IS NULL) = (deleted_at IS NOT NULL))
);
CREATE INDEX antigen_photo_kept ON antigen_photo (community_id, round_id) WHERE deleted_at IS NULL;
ALTER TABLE antigen_photo ADD CONSTRAINT antigen_photo_test_fk
  FOREIGN KEY (community_id, id) REFERENCES antigen_test (community_id, id);
-- A sealed photo cannot be packed any smaller.
ALTER TABLE antigen_photo ALTER COLUMN photo_sealed SET STORAGE EXTERNAL;

GRANT SELECT, INSERT, UPDATE ON antigen_kit, antigen_test, antigen_photo TO {{app}};

ALTER TABLE antigen_kit ENABLE ROW LEVEL SECURITY;
ALTER TABLE antigen_kit FORCE ROW LEVEL SECURITY;
CREATE POLICY antigen_kit_scope ON antigen_kit
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0
      OR strpos(current_setting('app.buildings', true), building_id::text) > 0
      OR strpos(current_setting('app.households', true), household_id::text) > 0))
  WITH CHECK (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0));

ALTER TABLE antigen_test ENABLE ROW LEVEL SECURITY;
ALTER TABLE antigen_test FORCE ROW LEVEL SECURITY;
CREATE POLICY antigen_test_scope ON antigen_test
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0
      OR strpos(current_setting('app.buildings', true), building_id::text) > 0
      OR strpos(current_setting('app.households', true), household_id::text) > 0))
  WITH CHECK (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0));

-- Whoever looks after a building counts the tested and checks nothing, so sees no photo.
ALTER TABLE antigen_photo ENABLE ROW LEVEL SECURITY;
ALTER TABLE antigen_photo FORCE ROW LEVEL SECURITY;
CREATE POLICY antigen_photo_scope ON antigen_photo
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0
      OR strpos(current_setting('app.households', true), household_id::text) > 0))
  WITH CHECK (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0));
