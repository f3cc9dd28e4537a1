-- The newest confirmation of a chain can be taken back: each keeps what was there before it, sealed with the text.

-- The confirmation before this one; null for the first. One from before this migration has none of the rest.
ALTER TABLE paste ADD COLUMN previous_id uuid;
ALTER TABLE paste ADD COLUMN added integer;
ALTER TABLE paste ADD COLUMN changed integer;
ALTER TABLE paste ADD COLUMN gone integer;
ALTER TABLE paste ADD COLUMN same integer;
-- Lines that a worker reworded and whose own words stayed the same.
ALTER TABLE paste ADD COLUMN reworded integer;
-- Whether the lines that are gone count no longer.
ALTER TABLE paste ADD COLUMN gone_dropped boolean;
ALTER TABLE paste ADD COLUMN before_sealed bytea;

-- Append-only: which confirmation was taken back, by whom and when. Once each.
CREATE TABLE paste_undo (
  community_id uuid NOT NULL,
  paste_id uuid NOT NULL,
  roll_id uuid NOT NULL,
  grid_id uuid NOT NULL,
  account_id uuid NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (community_id, paste_id)
);
CREATE INDEX paste_undo_chain ON paste_undo (community_id, roll_id, grid_id, at DESC);
ALTER TABLE paste_undo ADD CONSTRAINT paste_undo_paste_fk
  FOREIGN KEY (community_id, paste_id) REFERENCES paste (community_id, id);

GRANT SELECT, INSERT ON paste_undo TO {{app}};

ALTER TABLE paste_undo ENABLE ROW LEVEL SECURITY;
ALTER TABLE paste_undo FORCE ROW LEVEL SECURITY;
CREATE POLICY paste_undo_scope ON paste_undo
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0));
