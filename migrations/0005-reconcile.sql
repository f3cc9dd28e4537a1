-- What holding a whole city's reports against its ledger in one statement stands on (server: verdict-sql.ts).

-- Whether a door means the same as another exactly when their texts are equal: canonical, no floor, an area that folding
-- leaves as it is. Computed here because no index serves a pattern under row security.
ALTER TABLE household ADD COLUMN plain_door boolean GENERATED ALWAYS AS (door ~
  '^([A-Z㐀-䷿丁-丂丄-丈上-丣严-乊乌-乜乞-事亍-亓井-兪公-公兮-區卂-卂卄-卄卆-叶司-囚囜-宣宥-屁屃-廾开-栊栌-白癿-雵雷-鿿]|[1-9][0-9]*)*(([0-9]+[A-Z]?|[A-Z][0-9]+)号(之[0-9]+)?(([A-Z]{0,2}[0-9]{1,4}[A-Z]?|[A-Z])栋)?(([A-Z]?[0-9]{1,3}|[A-Z])单元)?([A-Z]?[0-9]{1,6}[A-Z]?室)?|([A-Z]{0,2}[0-9]{1,4}[A-Z]?|[A-Z])栋(([A-Z]?[0-9]{1,3}|[A-Z])单元)?([A-Z]?[0-9]{1,6}[A-Z]?室)?|(([A-Z]?[0-9]{1,3}|[A-Z])单元)?[A-Z]?[0-9]{1,6}[A-Z]?室)$') STORED;
ALTER TABLE report ADD COLUMN plain_door boolean GENERATED ALWAYS AS (door ~
  '^([A-Z㐀-䷿丁-丂丄-丈上-丣严-乊乌-乜乞-事亍-亓井-兪公-公兮-區卂-卂卄-卄卆-叶司-囚囜-宣宥-屁屃-廾开-栊栌-白癿-雵雷-鿿]|[1-9][0-9]*)*(([0-9]+[A-Z]?|[A-Z][0-9]+)号(之[0-9]+)?(([A-Z]{0,2}[0-9]{1,4}[A-Z]?|[A-Z])栋)?(([A-Z]?[0-9]{1,3}|[A-Z])单元)?([A-Z]?[0-9]{1,6}[A-Z]?室)?|([A-Z]{0,2}[0-9]{1,4}[A-Z]?|[A-Z])栋(([A-Z]?[0-9]{1,3}|[A-Z])单元)?([A-Z]?[0-9]{1,6}[A-Z]?室)?|(([A-Z]?[0-9]{1,3}|[A-Z])单元)?[A-Z]?[0-9]{1,6}[A-Z]?室)$') STORED;
CREATE INDEX household_odd_door ON household (community_id, grid_id) WHERE removed_at IS NULL AND NOT plain_door;
CREATE INDEX report_odd_door ON report (community_id, roll_id, grid_id) WHERE state = 'standing' AND NOT plain_door;

-- Statements of a household that was named by whoever made them, or chosen by a person.
CREATE INDEX report_named ON report (community_id, roll_id, grid_id) WHERE state = 'standing'
  AND (chosen_household_id IS NOT NULL OR (source <> 'chain' AND household_id IS NOT NULL));

-- When a statement counts as spoken: a line of a chain no earlier than the lines above it.
ALTER TABLE report ADD COLUMN spoken_at timestamptz;
ALTER TABLE report NO FORCE ROW LEVEL SECURITY;
UPDATE report SET spoken_at = coalesce(
  (SELECT max(above.said_at) FROM report above
   WHERE above.community_id = report.community_id AND above.roll_id = report.roll_id AND above.state = 'standing'
     AND above.chain_grid_id = report.chain_grid_id AND above.position <= report.position), said_at);
ALTER TABLE report FORCE ROW LEVEL SECURITY;
ALTER TABLE report ALTER COLUMN spoken_at SET NOT NULL;

-- Array operators lose their index under row security, equality of text does not: whose number it is, by each of its four places.
DROP INDEX household_phones;
ALTER TABLE household ADD CONSTRAINT household_phones_few CHECK (cardinality(phone_indexes) <= 4);
CREATE INDEX household_phone_1 ON household (community_id, (phone_indexes[1])) WHERE removed_at IS NULL;
CREATE INDEX household_phone_2 ON household (community_id, (phone_indexes[2]))
  WHERE removed_at IS NULL AND phone_indexes[2] IS NOT NULL;
CREATE INDEX household_phone_3 ON household (community_id, (phone_indexes[3]))
  WHERE removed_at IS NULL AND phone_indexes[3] IS NOT NULL;
CREATE INDEX household_phone_4 ON household (community_id, (phone_indexes[4]))
  WHERE removed_at IS NULL AND phone_indexes[4] IS NOT NULL;

-- The history of an import is looked up as soon as it is written: its undo must not read a whole community for each row.
CREATE OR REPLACE FUNCTION refresh_statistics() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  ANALYZE grid, role_grant, building, household, resident, ledger_change, roll, report, standing;
END
$$;
