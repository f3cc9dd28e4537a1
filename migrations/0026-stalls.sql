-- 物在格中送: what a grid sells on a day, and what its households order of it. Money in fen, quantities in thousandths of
-- the unit a thing is sold by, both whole numbers.

CREATE TABLE stall (
  community_id uuid NOT NULL,
  id uuid NOT NULL,
  -- Sells to the households of this grid and of everything below it.
  grid_id uuid NOT NULL,
  day date NOT NULL,
  title text NOT NULL CHECK (length(title) BETWEEN 1 AND 40),
  note text NOT NULL DEFAULT '' CHECK (length(note) <= 500),
  state text NOT NULL CHECK (state IN ('draft', 'open', 'closed', 'called-off')),
  cut_off timestamptz NOT NULL,
  deliver_from timestamptz NOT NULL,
  deliver_until timestamptz NOT NULL,
  revision integer NOT NULL DEFAULT 1,
  made_by uuid NOT NULL,
  made_at timestamptz NOT NULL,
  opened_at timestamptz,
  PRIMARY KEY (community_id, id),
  CHECK (deliver_until > deliver_from),
  CHECK ((state IN ('open', 'closed')) <= (opened_at IS NOT NULL))
);
-- One a grid and day; one that was called off makes room for another.
CREATE UNIQUE INDEX stall_day_key ON stall (community_id, grid_id, day) WHERE state <> 'called-off';
CREATE INDEX stall_day ON stall (community_id, day);

CREATE TABLE stall_item (
  community_id uuid NOT NULL,
  stall_id uuid NOT NULL,
  id uuid NOT NULL,
  position smallint NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 40),
  aliases text[] NOT NULL DEFAULT '{}',
  unit text NOT NULL CHECK (length(unit) BETWEEN 1 AND 2),
  price_fen integer NOT NULL CHECK (price_fen BETWEEN 0 AND 1000000),
  -- Only multiples of it are sold.
  step_milli integer NOT NULL CHECK (step_milli BETWEEN 1 AND 100000),
  -- At most so much a household; null: as much as there is.
  limit_milli integer CHECK (limit_milli BETWEEN 1 AND 999000),
  -- How much there is in all; null: bought as it is ordered. What is left of it stands in stock.
  offered_milli integer CHECK (offered_milli BETWEEN 0 AND 10000000),
  -- No longer sold; kept for those who have ordered it.
  removed boolean NOT NULL DEFAULT false,
  PRIMARY KEY (community_id, id)
);
CREATE INDEX stall_item_stall ON stall_item (community_id, stall_id, position);
ALTER TABLE stall_item ADD CONSTRAINT stall_item_stall_fk
  FOREIGN KEY (community_id, stall_id) REFERENCES stall (community_id, id);

-- How much is left of what is not bought to order. A row of its own: it changes with every order, the item hardly ever.
CREATE TABLE stock (
  community_id uuid NOT NULL,
  item_id uuid NOT NULL,
  stall_id uuid NOT NULL,
  left_milli integer NOT NULL CONSTRAINT stock_not_below_zero CHECK (left_milli >= 0),
  PRIMARY KEY (community_id, item_id)
);
CREATE INDEX stock_stall ON stock (community_id, stall_id);
ALTER TABLE stock ADD CONSTRAINT stock_item_fk FOREIGN KEY (community_id, item_id) REFERENCES stall_item (community_id, id);

-- What a household orders of a stall: one bag, one door, changed until the cut-off. Grid and building follow the household.
CREATE TABLE stall_order (
  community_id uuid NOT NULL,
  id uuid NOT NULL,
  stall_id uuid NOT NULL,
  household_id uuid NOT NULL,
  building_id uuid NOT NULL,
  grid_id uuid NOT NULL,
  state text NOT NULL CHECK (state IN ('placed', 'cancelled')),
  revision integer NOT NULL DEFAULT 1,
  amount_fen integer NOT NULL CHECK (amount_fen >= 0),
  -- By whom the words that count came: the household's own phone, somebody for it, or its group's chain.
  source text NOT NULL CHECK (source IN ('self', 'proxy', 'chain')),
  note_sealed bytea,
  placed_by uuid NOT NULL,
  placed_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (community_id, id)
);
CREATE UNIQUE INDEX stall_order_household_key ON stall_order (community_id, stall_id, household_id);
CREATE INDEX stall_order_household ON stall_order (community_id, household_id, placed_at DESC);
ALTER TABLE stall_order ADD CONSTRAINT stall_order_stall_fk
  FOREIGN KEY (community_id, stall_id) REFERENCES stall (community_id, id);
ALTER TABLE stall_order ADD CONSTRAINT stall_order_household_fk
  FOREIGN KEY (community_id, household_id) REFERENCES household (community_id, id);

CREATE TABLE stall_order_line (
  community_id uuid NOT NULL,
  order_id uuid NOT NULL,
  item_id uuid NOT NULL,
  household_id uuid NOT NULL,
  building_id uuid NOT NULL,
  grid_id uuid NOT NULL,
  milli integer NOT NULL CHECK (milli BETWEEN 1 AND 999000),
  -- For one unit, as it was when this much was ordered.
  price_fen integer NOT NULL CHECK (price_fen >= 0),
  amount_fen integer NOT NULL CHECK (amount_fen >= 0),
  PRIMARY KEY (community_id, order_id, item_id)
);
CREATE INDEX stall_order_line_item ON stall_order_line (community_id, item_id);
CREATE INDEX stall_order_line_household ON stall_order_line (community_id, household_id);
ALTER TABLE stall_order_line ADD CONSTRAINT stall_order_line_order_fk
  FOREIGN KEY (community_id, order_id) REFERENCES stall_order (community_id, id);
ALTER TABLE stall_order_line ADD CONSTRAINT stall_order_line_item_fk
  FOREIGN KEY (community_id, item_id) REFERENCES stall_item (community_id, id);

-- Append-only: every word about an order, as it stood afterwards.
CREATE TABLE stall_order_change (
  community_id uuid NOT NULL,
  id uuid NOT NULL,
  order_id uuid NOT NULL,
  revision integer NOT NULL,
  -- The lines and the amount, under the community's key as what cannot be removed has to be.
  content_sealed bytea NOT NULL,
  source text NOT NULL CHECK (source IN ('self', 'proxy', 'chain')),
  account_id uuid NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (community_id, id)
);
CREATE UNIQUE INDEX stall_order_change_key ON stall_order_change (community_id, order_id, revision);
ALTER TABLE stall_order_change ADD CONSTRAINT stall_order_change_order_fk
  FOREIGN KEY (community_id, order_id) REFERENCES stall_order (community_id, id);

-- Append-only: every change of a level. They sum to it.
CREATE TABLE stock_movement (
  community_id uuid NOT NULL,
  id uuid NOT NULL,
  item_id uuid NOT NULL,
  -- Null: what the stall's people put there or took away.
  order_id uuid,
  milli integer NOT NULL CHECK (milli <> 0),
  account_id uuid NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (community_id, id)
);
CREATE INDEX stock_movement_item ON stock_movement (community_id, item_id);
ALTER TABLE stock_movement ADD CONSTRAINT stock_movement_item_fk
  FOREIGN KEY (community_id, item_id) REFERENCES stall_item (community_id, id);

-- Append-only: what a group wrote, what the worker made of single lines, and what each household was taken to say, so that
-- the same text again changes nothing.
CREATE TABLE order_paste (
  community_id uuid NOT NULL,
  id uuid NOT NULL,
  stall_id uuid NOT NULL,
  grid_id uuid NOT NULL,
  text_sealed bytea NOT NULL,
  fixes_sealed bytea NOT NULL,
  said_sealed bytea NOT NULL,
  account_id uuid NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (community_id, id)
);
CREATE INDEX order_paste_chain ON order_paste (community_id, stall_id, grid_id, at DESC);
ALTER TABLE order_paste ADD CONSTRAINT order_paste_stall_fk
  FOREIGN KEY (community_id, stall_id) REFERENCES stall (community_id, id);

GRANT SELECT, INSERT, UPDATE ON stall, stock, stall_order TO {{app}};
GRANT SELECT, INSERT, UPDATE, DELETE ON stall_item, stall_order_line TO {{app}};
GRANT SELECT, INSERT ON stall_order_change, stock_movement, order_paste TO {{app}};

-- What is sold is no secret inside the community; only who answers for the grid writes it.
ALTER TABLE stall ENABLE ROW LEVEL SECURITY;
ALTER TABLE stall FORCE ROW LEVEL SECURITY;
CREATE POLICY stall_read ON stall FOR SELECT
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid);
CREATE POLICY stall_insert ON stall FOR INSERT
  WITH CHECK (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0));
CREATE POLICY stall_update ON stall FOR UPDATE
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0));

-- Whose stall it is a policy cannot ask another table, so items and levels are written in the whole community's scope, after
-- the right was decided.
ALTER TABLE stall_item ENABLE ROW LEVEL SECURITY;
ALTER TABLE stall_item FORCE ROW LEVEL SECURITY;
CREATE POLICY stall_item_read ON stall_item FOR SELECT
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid);
CREATE POLICY stall_item_insert ON stall_item FOR INSERT
  WITH CHECK (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND current_setting('app.grids', true) = '*');
CREATE POLICY stall_item_update ON stall_item FOR UPDATE
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND current_setting('app.grids', true) = '*');
CREATE POLICY stall_item_delete ON stall_item FOR DELETE
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND current_setting('app.grids', true) = '*');

ALTER TABLE stock ENABLE ROW LEVEL SECURITY;
ALTER TABLE stock FORCE ROW LEVEL SECURITY;
CREATE POLICY stock_read ON stock FOR SELECT
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid);
CREATE POLICY stock_insert ON stock FOR INSERT
  WITH CHECK (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND current_setting('app.grids', true) = '*');
CREATE POLICY stock_update ON stock FOR UPDATE
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND current_setting('app.grids', true) = '*');

-- A movement names an order, so only who answers for the whole community reads it.
ALTER TABLE stock_movement ENABLE ROW LEVEL SECURITY;
ALTER TABLE stock_movement FORCE ROW LEVEL SECURITY;
CREATE POLICY stock_movement_scope ON stock_movement
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND current_setting('app.grids', true) = '*');

ALTER TABLE stall_order ENABLE ROW LEVEL SECURITY;
ALTER TABLE stall_order FORCE ROW LEVEL SECURITY;
CREATE POLICY stall_order_scope ON stall_order
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0
      OR strpos(current_setting('app.buildings', true), building_id::text) > 0
      OR strpos(current_setting('app.households', true), household_id::text) > 0))
  WITH CHECK (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0));

ALTER TABLE stall_order_line ENABLE ROW LEVEL SECURITY;
ALTER TABLE stall_order_line FORCE ROW LEVEL SECURITY;
CREATE POLICY stall_order_line_scope ON stall_order_line
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0
      OR strpos(current_setting('app.buildings', true), building_id::text) > 0
      OR strpos(current_setting('app.households', true), household_id::text) > 0))
  WITH CHECK (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0));

-- Read with its order, by whoever may see that: where a household lies would have to be changed here as it moves.
ALTER TABLE stall_order_change ENABLE ROW LEVEL SECURITY;
ALTER TABLE stall_order_change FORCE ROW LEVEL SECURITY;
CREATE POLICY stall_order_change_scope ON stall_order_change
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND current_setting('app.grids', true) = '*');

ALTER TABLE order_paste ENABLE ROW LEVEL SECURITY;
ALTER TABLE order_paste FORCE ROW LEVEL SECURITY;
CREATE POLICY order_paste_scope ON order_paste
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0));
