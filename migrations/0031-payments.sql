-- Money for orders. What is owed stands in the order; here is what changed hands, once and for good: a mistake is taken back
-- by a row of its own that mirrors it. What was paid is the sum of taken less given back.

CREATE TABLE payment (
  community_id uuid NOT NULL,
  -- Made by the phone that recorded it, perhaps offline: sent again, it is the same.
  id uuid NOT NULL,
  order_id uuid NOT NULL,
  stall_id uuid NOT NULL,
  household_id uuid NOT NULL,
  building_id uuid NOT NULL,
  grid_id uuid NOT NULL,
  way text NOT NULL CHECK (way IN ('cash', 'transfer', 'prepaid')),
  taken_fen integer NOT NULL CHECK (taken_fen BETWEEN 0 AND 2000000),
  change_fen integer NOT NULL CHECK (change_fen BETWEEN 0 AND 2000000),
  takes_back uuid,
  reason_sealed bytea,
  -- In whose hands the money is, and who wrote it down: they differ when somebody else takes a payment back.
  collected_by uuid NOT NULL,
  recorded_by uuid NOT NULL,
  at timestamptz NOT NULL,
  received_at timestamptz NOT NULL,
  PRIMARY KEY (community_id, id),
  CONSTRAINT payment_moves_money CHECK (CASE WHEN takes_back IS NOT NULL THEN taken_fen <> change_fen
    WHEN taken_fen = 0 THEN change_fen > 0 ELSE change_fen < taken_fen END),
  CONSTRAINT payment_taken_back_with_reason CHECK (takes_back IS NULL OR reason_sealed IS NOT NULL)
);
CREATE INDEX payment_stall ON payment (community_id, stall_id);
CREATE INDEX payment_order ON payment (community_id, order_id);
CREATE INDEX payment_household ON payment (community_id, household_id);
CREATE INDEX payment_collector ON payment (community_id, collected_by, received_at DESC);
CREATE UNIQUE INDEX payment_takes_back_key ON payment (community_id, takes_back) WHERE takes_back IS NOT NULL;
ALTER TABLE payment ADD CONSTRAINT payment_order_fk
  FOREIGN KEY (community_id, order_id) REFERENCES stall_order (community_id, id);
ALTER TABLE payment ADD CONSTRAINT payment_takes_back_fk
  FOREIGN KEY (community_id, takes_back) REFERENCES payment (community_id, id);

-- Append-only: cash that a collector handed over at a stall, counted and confirmed by somebody else. One that was confirmed
-- wrongly is taken back by a row that mirrors it.
CREATE TABLE hand_in (
  community_id uuid NOT NULL,
  id uuid NOT NULL,
  stall_id uuid NOT NULL,
  -- The stall's.
  grid_id uuid NOT NULL,
  collector_id uuid NOT NULL,
  -- Below zero when the collector had given back more than taken, and is given the rest.
  expected_fen integer NOT NULL,
  counted_fen integer NOT NULL,
  takes_back uuid,
  reason_sealed bytea,
  confirmed_by uuid NOT NULL CONSTRAINT hand_in_four_eyes CHECK (confirmed_by <> collector_id),
  at timestamptz NOT NULL,
  PRIMARY KEY (community_id, id),
  CONSTRAINT hand_in_difference_with_reason
    CHECK ((expected_fen = counted_fen AND takes_back IS NULL) OR reason_sealed IS NOT NULL)
);
CREATE INDEX hand_in_stall ON hand_in (community_id, stall_id);
CREATE INDEX hand_in_collector ON hand_in (community_id, collector_id);
CREATE UNIQUE INDEX hand_in_takes_back_key ON hand_in (community_id, takes_back) WHERE takes_back IS NOT NULL;
ALTER TABLE hand_in ADD CONSTRAINT hand_in_stall_fk
  FOREIGN KEY (community_id, stall_id) REFERENCES stall (community_id, id);
ALTER TABLE hand_in ADD CONSTRAINT hand_in_takes_back_fk
  FOREIGN KEY (community_id, takes_back) REFERENCES hand_in (community_id, id);

-- A payment is never changed; only its place moves with its household in the tree.
GRANT SELECT, INSERT ON payment, hand_in TO {{app}};
GRANT UPDATE (grid_id, building_id) ON payment TO {{app}};

ALTER TABLE payment ENABLE ROW LEVEL SECURITY;
ALTER TABLE payment FORCE ROW LEVEL SECURITY;
CREATE POLICY payment_scope ON payment
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0
      OR strpos(current_setting('app.buildings', true), building_id::text) > 0
      OR strpos(current_setting('app.households', true), household_id::text) > 0))
  WITH CHECK (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0));

ALTER TABLE hand_in ENABLE ROW LEVEL SECURITY;
ALTER TABLE hand_in FORCE ROW LEVEL SECURITY;
CREATE POLICY hand_in_scope ON hand_in
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0));
