-- Sessions: which page they are of, when they were last used, and the one token that refreshes each. Of tokens only
-- digests are kept: of the one that is good, and of the one before it, for the tab or answer that crossed with it.
ALTER TABLE session
  ADD COLUMN page text NOT NULL DEFAULT 'phone' CHECK (page IN ('admin', 'phone')),
  ADD COLUMN device text NOT NULL DEFAULT '' CHECK (length(device) <= 40),
  ADD COLUMN used_at timestamptz,
  ADD COLUMN refresh_digest bytea,
  ADD COLUMN refresh_used_digest bytea,
  ADD COLUMN refreshed_at timestamptz;
UPDATE session SET used_at = created_at;
ALTER TABLE session ALTER COLUMN used_at SET NOT NULL;
