-- Rounds for listed people only, and the results that the health system sends: every row of a file is kept as evidence, and
-- what it says of whom stands beside the samples it speaks of.

ALTER TABLE roll ADD COLUMN due text NOT NULL DEFAULT 'everybody' CHECK (due IN ('everybody', 'listed'));
-- Whoever opened a round for listed people sees it whoever is listed.
ALTER TABLE roll ADD COLUMN opened_by uuid;
-- The re-test of positive tubes is opened by the system, and people are added to it while it is open.
ALTER TABLE round ADD COLUMN retest boolean NOT NULL DEFAULT false;

-- Who is due in a round for listed people: a named person, some of a household, or all of it (then people is null). Grid and
-- building follow the household.
CREATE TABLE round_due (
  community_id uuid NOT NULL,
  id uuid NOT NULL,
  round_id uuid NOT NULL,
  grid_id uuid NOT NULL,
  building_id uuid NOT NULL,
  household_id uuid NOT NULL,
  resident_id uuid,
  people smallint CHECK (people BETWEEN 1 AND 99),
  -- The positive tube for which they come again; null for whom a person has listed.
  tube_id uuid,
  PRIMARY KEY (community_id, id),
  CHECK (resident_id IS NULL OR people = 1)
);
CREATE UNIQUE INDEX round_due_key ON round_due (community_id, round_id, household_id, resident_id, tube_id)
  NULLS NOT DISTINCT;
CREATE INDEX round_due_tube ON round_due (community_id, tube_id) WHERE tube_id IS NOT NULL;
CREATE INDEX round_due_household ON round_due (community_id, household_id);
ALTER TABLE round_due ADD CONSTRAINT round_due_round_fk
  FOREIGN KEY (community_id, round_id) REFERENCES round (community_id, id);
ALTER TABLE round_due ADD CONSTRAINT round_due_household_fk
  FOREIGN KEY (community_id, household_id) REFERENCES household (community_id, id);
ALTER TABLE round_due ADD CONSTRAINT round_due_resident_fk
  FOREIGN KEY (community_id, resident_id) REFERENCES resident (community_id, id);

ALTER TABLE import_batch DROP CONSTRAINT import_batch_kind_check;
ALTER TABLE import_batch ADD CONSTRAINT import_batch_kind_check CHECK (kind IN ('ledger', 'cadastre', 'results'));

-- One row of a result file, as it was sent. It is about a tube, about a person, or waits for somebody to say about whom.
CREATE TABLE result_row (
  community_id uuid NOT NULL,
  id uuid NOT NULL,
  import_id uuid NOT NULL,
  -- Where it stood in the file.
  sheet text NOT NULL CHECK (length(sheet) <= 200),
  line integer NOT NULL,
  tube_code text CHECK (length(tube_code) BETWEEN 1 AND 40),
  -- Name, number and address as in the file.
  person_sealed bytea,
  outcome text NOT NULL CHECK (outcome IN ('negative', 'positive', 'unclear')),
  sampled_at timestamptz,
  tested_at timestamptz,
  -- When it counts from: the test, else the sampling, else when the file came.
  at timestamptz NOT NULL,
  -- The same row, in whatever file: what was decided about it holds for all of them.
  digest text NOT NULL,
  state text NOT NULL CHECK (state IN ('matched', 'waiting', 'unknown', 'dismissed')),
  -- What it was matched to, by itself or by a person.
  tube_id uuid,
  household_id uuid,
  resident_id uuid,
  -- Those it may be about, and those of whom a person said that it is not.
  candidates jsonb NOT NULL DEFAULT '[]',
  rejected jsonb NOT NULL DEFAULT '[]',
  decided_by uuid,
  decided_at timestamptz,
  undone_at timestamptz,
  PRIMARY KEY (community_id, id),
  CHECK ((state = 'matched') = (tube_id IS NOT NULL OR household_id IS NOT NULL)),
  CHECK (tube_id IS NULL OR household_id IS NULL)
);
CREATE INDEX result_row_import ON result_row (community_id, import_id, line);
CREATE INDEX result_row_digest ON result_row (community_id, digest);
CREATE INDEX result_row_tube ON result_row (community_id, tube_id) WHERE tube_id IS NOT NULL;
CREATE INDEX result_row_open ON result_row (community_id, state, id) WHERE state <> 'matched' AND undone_at IS NULL;
CREATE INDEX result_row_code ON result_row (community_id, tube_code) WHERE undone_at IS NULL;
-- A person's samples of whatever round.
CREATE INDEX sample_person ON sample (community_id, household_id, resident_id);
ALTER TABLE result_row ADD CONSTRAINT result_row_import_fk
  FOREIGN KEY (community_id, import_id) REFERENCES import_batch (community_id, id);
ALTER TABLE result_row ADD CONSTRAINT result_row_tube_fk
  FOREIGN KEY (community_id, tube_id) REFERENCES tube (community_id, id);
ALTER TABLE result_row ADD CONSTRAINT result_row_household_fk
  FOREIGN KEY (community_id, household_id) REFERENCES household (community_id, id);

-- What a row says of the people of one sample; earlier ones are kept, the latest test counts. Without a sample it is of
-- somebody who was tested elsewhere.
CREATE TABLE test_result (
  community_id uuid NOT NULL,
  id uuid NOT NULL,
  row_id uuid NOT NULL,
  round_id uuid,
  tube_id uuid,
  sample_id uuid,
  grid_id uuid NOT NULL,
  building_id uuid,
  household_id uuid,
  resident_id uuid,
  people smallint NOT NULL CHECK (people BETWEEN 1 AND 99),
  outcome text NOT NULL CHECK (outcome IN ('negative', 'positive', 'unclear')),
  tested_at timestamptz NOT NULL,
  PRIMARY KEY (community_id, id)
);
CREATE UNIQUE INDEX test_result_key ON test_result (community_id, row_id, sample_id) NULLS NOT DISTINCT;
CREATE INDEX test_result_sample ON test_result (community_id, sample_id);
CREATE INDEX test_result_household ON test_result (community_id, household_id, round_id);
CREATE INDEX test_result_tube ON test_result (community_id, tube_id);
CREATE INDEX test_result_positive ON test_result (community_id, tested_at) WHERE outcome = 'positive';
ALTER TABLE test_result ADD CONSTRAINT test_result_row_fk
  FOREIGN KEY (community_id, row_id) REFERENCES result_row (community_id, id);
ALTER TABLE test_result ADD CONSTRAINT test_result_sample_fk
  FOREIGN KEY (community_id, sample_id) REFERENCES sample (community_id, id);
ALTER TABLE test_result ADD CONSTRAINT test_result_household_fk
  FOREIGN KEY (community_id, household_id) REFERENCES household (community_id, id);

GRANT SELECT, INSERT, UPDATE, DELETE ON round_due, test_result TO {{app}};
GRANT SELECT, INSERT, UPDATE ON result_row TO {{app}};

ALTER TABLE round_due ENABLE ROW LEVEL SECURITY;
ALTER TABLE round_due FORCE ROW LEVEL SECURITY;
CREATE POLICY round_due_scope ON round_due
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0
      OR strpos(current_setting('app.buildings', true), building_id::text) > 0
      OR strpos(current_setting('app.households', true), household_id::text) > 0))
  WITH CHECK (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0));

-- A row may be about anybody, so only who answers for the whole community reads it.
ALTER TABLE result_row ENABLE ROW LEVEL SECURITY;
ALTER TABLE result_row FORCE ROW LEVEL SECURITY;
CREATE POLICY result_row_scope ON result_row
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND current_setting('app.grids', true) = '*');

ALTER TABLE test_result ENABLE ROW LEVEL SECURITY;
ALTER TABLE test_result FORCE ROW LEVEL SECURITY;
CREATE POLICY test_result_scope ON test_result
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0
      OR strpos(current_setting('app.buildings', true), building_id::text) > 0
      OR strpos(current_setting('app.households', true), household_id::text) > 0))
  WITH CHECK (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND current_setting('app.grids', true) = '*');
