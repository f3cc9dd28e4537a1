-- What somebody writes must lie where they may write, not only where they may read. Until here a row that was readable
-- because it is one's own home, or lies in a building one looks after, could be moved into any grid.

-- The ledger and its history are the grid's workers' to write.
ALTER POLICY building_scope ON building
  WITH CHECK (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0));
ALTER POLICY household_scope ON household
  WITH CHECK (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0));
ALTER POLICY resident_scope ON resident
  WITH CHECK (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0));
ALTER POLICY ledger_change_scope ON ledger_change
  WITH CHECK (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0));

-- Where a household lies no policy can look up without asking for every row; so a report is checked by the server and
-- written, with what follows from it, under the whole community's scope.
ALTER POLICY report_scope ON report
  WITH CHECK (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0));
ALTER POLICY standing_scope ON standing
  WITH CHECK (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0));
ALTER POLICY difference_scope ON difference
  WITH CHECK (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0));

-- Who asks for a home may ask and take it back; confirming is for those who work in the grid.
ALTER POLICY home_request_scope ON home_request
  WITH CHECK (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0
      OR (account_id = nullif(current_setting('app.account', true), '')::uuid AND state IN ('waiting', 'withdrawn'))));

-- Nobody writes into the log in another's name.
ALTER POLICY audit_entry_write ON audit_entry
  WITH CHECK (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND account_id = nullif(current_setting('app.account', true), '')::uuid);
