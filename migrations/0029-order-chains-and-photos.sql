-- The newest confirmation of an order chain can be taken back: each keeps what stood before it, sealed with the text. What is
-- sold has photos, and open pages follow the orders.

-- Which confirmation of its chain this is: the clock does not say so when two wait for each other.
ALTER TABLE order_paste ADD COLUMN turn integer NOT NULL DEFAULT 0;
-- Households for whom it ordered, changed and cancelled something; null, like the rest, for one from before this migration.
ALTER TABLE order_paste ADD COLUMN added integer;
ALTER TABLE order_paste ADD COLUMN changed integer;
ALTER TABLE order_paste ADD COLUMN cancelled integer;
ALTER TABLE order_paste ADD COLUMN before_sealed bytea;
DROP INDEX order_paste_chain;
CREATE INDEX order_paste_chain ON order_paste (community_id, stall_id, grid_id, turn DESC, at DESC);

-- Append-only: which confirmation was taken back, by whom and when. Once each.
CREATE TABLE order_paste_undo (
  community_id uuid NOT NULL,
  paste_id uuid NOT NULL,
  stall_id uuid NOT NULL,
  grid_id uuid NOT NULL,
  account_id uuid NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (community_id, paste_id)
);
CREATE INDEX order_paste_undo_chain ON order_paste_undo (community_id, stall_id, grid_id, at DESC);
ALTER TABLE order_paste_undo ADD CONSTRAINT order_paste_undo_paste_fk
  FOREIGN KEY (community_id, paste_id) REFERENCES order_paste (community_id, id);

GRANT SELECT, INSERT ON order_paste_undo TO {{app}};

ALTER TABLE order_paste_undo ENABLE ROW LEVEL SECURITY;
ALTER TABLE order_paste_undo FORCE ROW LEVEL SECURITY;
CREATE POLICY order_paste_undo_scope ON order_paste_undo
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0));

-- What is sold, as it looks: stripped to the picture and small. It shows vegetables, and its address is given to whoever may
-- see the stall; copied from day to day, several items share one.
CREATE TABLE stall_photo (
  community_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('jpeg', 'png', 'webp')),
  bytes bytea NOT NULL CHECK (length(bytes) <= 204800),
  made_by uuid NOT NULL,
  made_at timestamptz NOT NULL,
  PRIMARY KEY (community_id, id)
);
ALTER TABLE stall_photo ALTER COLUMN bytes SET STORAGE EXTERNAL;

ALTER TABLE stall_item ADD COLUMN photo_id uuid;
ALTER TABLE stall_item ADD CONSTRAINT stall_item_photo_fk
  FOREIGN KEY (community_id, photo_id) REFERENCES stall_photo (community_id, id);
CREATE INDEX stall_item_photo ON stall_item (community_id, photo_id) WHERE photo_id IS NOT NULL;

GRANT SELECT, INSERT, DELETE ON stall_photo TO {{app}};

ALTER TABLE stall_photo ENABLE ROW LEVEL SECURITY;
ALTER TABLE stall_photo FORCE ROW LEVEL SECURITY;
CREATE POLICY stall_photo_read ON stall_photo FOR SELECT
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid);
CREATE POLICY stall_photo_insert ON stall_photo FOR INSERT
  WITH CHECK (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND current_setting('app.grids', true) = '*');
CREATE POLICY stall_photo_delete ON stall_photo FOR DELETE
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND current_setting('app.grids', true) = '*');

-- Open pages are told when something is ordered in a grid.
ALTER TABLE live_dirty DROP CONSTRAINT live_dirty_topic_check;
ALTER TABLE live_dirty ADD CONSTRAINT live_dirty_topic_check
  CHECK (topic IN ('roll', 'ledger', 'differences', 'orders'));
