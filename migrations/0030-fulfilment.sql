-- What really came of what was ordered, how too little was shared out, what was weighed, and which bags are packed.

-- Since when a stall's goods are shared out by what has arrived; from then on nothing more is ordered there.
ALTER TABLE stall ADD COLUMN shared_at timestamptz;

-- How much of an item has arrived, and how it is shared out where that is too little. Not there: as much as was ordered.
CREATE TABLE stall_arrival (
  community_id uuid NOT NULL,
  item_id uuid NOT NULL,
  stall_id uuid NOT NULL,
  arrived_milli integer NOT NULL CHECK (arrived_milli BETWEEN 0 AND 10000000),
  way text NOT NULL CHECK (way IN ('equal', 'first-come')),
  told_by uuid NOT NULL,
  told_at timestamptz NOT NULL,
  PRIMARY KEY (community_id, item_id)
);
CREATE INDEX stall_arrival_stall ON stall_arrival (community_id, stall_id);
ALTER TABLE stall_arrival ADD CONSTRAINT stall_arrival_item_fk
  FOREIGN KEY (community_id, item_id) REFERENCES stall_item (community_id, id);

-- Null: as ordered. A household's share of too little; what the scales said of it; which of both it is given and owes.
ALTER TABLE stall_order_line ADD COLUMN share_milli integer CHECK (share_milli BETWEEN 0 AND 999000);
ALTER TABLE stall_order_line ADD COLUMN weighed_milli integer CHECK (weighed_milli BETWEEN 0 AND 999000);
ALTER TABLE stall_order_line ADD COLUMN given_milli integer;
ALTER TABLE stall_order_line ADD COLUMN short_why text CHECK (length(short_why) <= 200);
ALTER TABLE stall_order_line ADD CONSTRAINT stall_order_line_given
  CHECK (given_milli IS NOT DISTINCT FROM coalesce(weighed_milli, share_milli));
ALTER TABLE stall_order_line ADD CONSTRAINT stall_order_line_share CHECK (share_milli <= milli);

-- The revision that was packed tells a bag whose order has changed since.
ALTER TABLE stall_order ADD COLUMN packed_at timestamptz;
ALTER TABLE stall_order ADD COLUMN packed_by uuid;
ALTER TABLE stall_order ADD COLUMN packed_revision integer;
ALTER TABLE stall_order ADD CONSTRAINT stall_order_packed_whole
  CHECK ((packed_at IS NULL) = (packed_by IS NULL) AND (packed_at IS NULL) = (packed_revision IS NULL));

-- Beside what is said about an order, what those who keep the stall did to it.
ALTER TABLE stall_order_change DROP CONSTRAINT stall_order_change_source_check;
ALTER TABLE stall_order_change ADD CONSTRAINT stall_order_change_source_check
  CHECK (source IN ('self', 'proxy', 'chain', 'stall'));

-- Something else offered to a household for what is short. Without an answer it is a no.
CREATE TABLE stall_substitute (
  community_id uuid NOT NULL,
  id uuid NOT NULL,
  stall_id uuid NOT NULL,
  order_id uuid NOT NULL,
  household_id uuid NOT NULL,
  building_id uuid NOT NULL,
  grid_id uuid NOT NULL,
  short_item_id uuid NOT NULL,
  item_id uuid NOT NULL,
  milli integer NOT NULL CHECK (milli BETWEEN 1 AND 999000),
  price_fen integer NOT NULL CHECK (price_fen >= 0),
  state text NOT NULL CHECK (state IN ('offered', 'accepted', 'declined', 'withdrawn')),
  offered_by uuid NOT NULL,
  offered_at timestamptz NOT NULL,
  answered_by uuid,
  answered_at timestamptz,
  PRIMARY KEY (community_id, id),
  CHECK (item_id <> short_item_id),
  CHECK ((answered_at IS NULL) = (answered_by IS NULL)),
  CHECK ((state IN ('accepted', 'declined')) <= (answered_at IS NOT NULL))
);
CREATE UNIQUE INDEX stall_substitute_key ON stall_substitute (community_id, order_id, short_item_id)
  WHERE state <> 'withdrawn';
CREATE INDEX stall_substitute_stall ON stall_substitute (community_id, stall_id);
CREATE INDEX stall_substitute_household ON stall_substitute (community_id, household_id);
ALTER TABLE stall_substitute ADD CONSTRAINT stall_substitute_order_fk
  FOREIGN KEY (community_id, order_id) REFERENCES stall_order (community_id, id);
ALTER TABLE stall_substitute ADD CONSTRAINT stall_substitute_item_fk
  FOREIGN KEY (community_id, item_id) REFERENCES stall_item (community_id, id);
ALTER TABLE stall_substitute ADD CONSTRAINT stall_substitute_short_item_fk
  FOREIGN KEY (community_id, short_item_id) REFERENCES stall_item (community_id, id);

GRANT SELECT, INSERT, UPDATE, DELETE ON stall_arrival TO {{app}};
GRANT SELECT, INSERT, UPDATE ON stall_substitute TO {{app}};

-- As items: no secret inside the community, written after the right was decided.
ALTER TABLE stall_arrival ENABLE ROW LEVEL SECURITY;
ALTER TABLE stall_arrival FORCE ROW LEVEL SECURITY;
CREATE POLICY stall_arrival_read ON stall_arrival FOR SELECT
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid);
CREATE POLICY stall_arrival_insert ON stall_arrival FOR INSERT
  WITH CHECK (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND current_setting('app.grids', true) = '*');
CREATE POLICY stall_arrival_update ON stall_arrival FOR UPDATE
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND current_setting('app.grids', true) = '*');
CREATE POLICY stall_arrival_delete ON stall_arrival FOR DELETE
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND current_setting('app.grids', true) = '*');

-- As orders.
ALTER TABLE stall_substitute ENABLE ROW LEVEL SECURITY;
ALTER TABLE stall_substitute FORCE ROW LEVEL SECURITY;
CREATE POLICY stall_substitute_scope ON stall_substitute
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0
      OR strpos(current_setting('app.buildings', true), building_id::text) > 0
      OR strpos(current_setting('app.households', true), household_id::text) > 0))
  WITH CHECK (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0));
