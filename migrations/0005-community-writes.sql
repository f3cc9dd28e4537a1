-- Everybody of a community reads its own row; its name and its zone status are the command post's to change.

DROP POLICY community_scope ON community;
CREATE POLICY community_scope ON community
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid)
  WITH CHECK (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND current_setting('app.grids', true) = '*');
