-- Follow-up: whoever is missing is called. A household with missing people has exactly one open row, kept by the same fold
-- that counts the rolls; what is missing of it in which roll is read from the raw rows whenever somebody asks.

CREATE TABLE follow_up (
  community_id uuid NOT NULL,
  id uuid NOT NULL,
  household_id uuid NOT NULL,
  building_id uuid NOT NULL,
  grid_id uuid NOT NULL,
  -- When the earliest roll was opened in which it was missing as this began.
  missing_since timestamptz NOT NULL,
  opened_at timestamptz NOT NULL,
  closed_at timestamptz,
  -- A sample of it had been taken in some round before this began.
  tested_before boolean NOT NULL,
  -- Nobody of it has been tested in what it is missing in; as of the last fold.
  nothing_done boolean NOT NULL,
  -- What follows from the attempts, so that the queue need not read them.
  attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  to_visit boolean NOT NULL DEFAULT false,
  next_at timestamptz,
  assigned_to uuid,
  claimed_by uuid,
  claimed_until timestamptz,
  PRIMARY KEY (community_id, id),
  CHECK ((claimed_by IS NULL) = (claimed_until IS NULL))
);
-- One household, one open follow-up: whatever the fold does.
CREATE UNIQUE INDEX follow_up_open_key ON follow_up (community_id, household_id) WHERE closed_at IS NULL;
-- One caller, one household.
CREATE UNIQUE INDEX follow_up_claim_key ON follow_up (community_id, claimed_by) WHERE claimed_by IS NOT NULL;
CREATE INDEX follow_up_household ON follow_up (community_id, household_id, opened_at DESC);
CREATE INDEX follow_up_grid ON follow_up (community_id, grid_id) WHERE closed_at IS NULL;
ALTER TABLE follow_up ADD CONSTRAINT follow_up_household_fk
  FOREIGN KEY (community_id, household_id) REFERENCES household (community_id, id);

-- What came of one call or visit. What was said stays as it was said; it can be taken back, and it follows its household.
CREATE TABLE call_attempt (
  community_id uuid NOT NULL,
  id uuid NOT NULL,
  follow_up_id uuid NOT NULL,
  household_id uuid NOT NULL,
  building_id uuid NOT NULL,
  grid_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('call', 'visit')),
  outcome text NOT NULL CHECK (outcome IN ('will-come', 'tested-elsewhere', 'no-answer', 'wrong-number', 'not-home',
    'needs-visit', 'refused', 'moved-away')),
  again_minutes integer NOT NULL CHECK (again_minutes >= 0),
  note_sealed bytea,
  -- The word about a round that came of it.
  report_id uuid,
  called_by uuid NOT NULL,
  -- By the phone's clock, set right by how wrong it was when it sent.
  called_at timestamptz NOT NULL,
  received_at timestamptz NOT NULL,
  undone_at timestamptz,
  PRIMARY KEY (community_id, id)
);
CREATE INDEX call_attempt_follow_up ON call_attempt (community_id, follow_up_id);
CREATE INDEX call_attempt_household ON call_attempt (community_id, household_id);
CREATE INDEX call_attempt_caller ON call_attempt (community_id, called_by, called_at);
ALTER TABLE call_attempt ADD CONSTRAINT call_attempt_follow_up_fk
  FOREIGN KEY (community_id, follow_up_id) REFERENCES follow_up (community_id, id);

GRANT SELECT, INSERT, UPDATE ON follow_up TO {{app}};
GRANT SELECT, INSERT ON call_attempt TO {{app}};
GRANT UPDATE (grid_id, building_id, undone_at) ON call_attempt TO {{app}};

ALTER TABLE follow_up ENABLE ROW LEVEL SECURITY;
ALTER TABLE follow_up FORCE ROW LEVEL SECURITY;
CREATE POLICY follow_up_scope ON follow_up
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0
      OR strpos(current_setting('app.buildings', true), building_id::text) > 0
      OR strpos(current_setting('app.households', true), household_id::text) > 0))
  WITH CHECK (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0));

ALTER TABLE call_attempt ENABLE ROW LEVEL SECURITY;
ALTER TABLE call_attempt FORCE ROW LEVEL SECURITY;
CREATE POLICY call_attempt_scope ON call_attempt
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0
      OR strpos(current_setting('app.buildings', true), building_id::text) > 0
      OR strpos(current_setting('app.households', true), household_id::text) > 0))
  WITH CHECK (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0));

-- An existing community's grids are looked at once, so that what is missing today has its follow-up too.
INSERT INTO live_dirty (community_id, grid_id, roll_id, topic)
SELECT DISTINCT roll_count.community_id, roll_count.grid_id, roll_count.roll_id, 'roll'
FROM roll_count JOIN roll ON roll.community_id = roll_count.community_id AND roll.id = roll_count.roll_id
WHERE roll.state = 'open';
