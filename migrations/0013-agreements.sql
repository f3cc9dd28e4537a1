-- What a resident agreed to, in which words, and when; and children, who are counted and not named unless needed.

-- Whom a notice names for questions: the office's own place and number, for everybody to read.
ALTER TABLE community
  ADD COLUMN office_place text NOT NULL DEFAULT '' CHECK (length(office_place) <= 60),
  ADD COLUMN office_phone text NOT NULL DEFAULT '' CHECK (length(office_phone) <= 20);

-- Append-only: each answer of an account to a notice, by turn; the last turn counts.
CREATE TABLE agreement (
  community_id uuid NOT NULL,
  account_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('privacy', 'test-status')),
  turn integer NOT NULL CHECK (turn >= 1),
  version integer NOT NULL CHECK (version >= 1),
  answer text NOT NULL CHECK (answer IN ('given', 'declined', 'withdrawn')),
  via text NOT NULL CHECK (via IN ('wechat', 'browser')),
  at timestamptz NOT NULL,
  PRIMARY KEY (community_id, account_id, kind, turn)
);

GRANT SELECT, INSERT ON agreement TO {{app}};

-- One's own, and nobody else's: the command post too learns only how many. They are counted by the system's own
-- bookkeeping, which no request can ask for; and nobody answers for another.
ALTER TABLE agreement ENABLE ROW LEVEL SECURITY;
ALTER TABLE agreement FORCE ROW LEVEL SECURITY;
CREATE POLICY agreement_read ON agreement FOR SELECT
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (account_id = nullif(current_setting('app.account', true), '')::uuid
      OR current_setting('app.bookkeeping', true) = 'on'));
CREATE POLICY agreement_insert ON agreement FOR INSERT
  WITH CHECK (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND account_id = nullif(current_setting('app.account', true), '')::uuid);

-- A child's name needs a need, and a guardian who agreed. Names that stood here without either are taken away.
ALTER TABLE resident
  ALTER COLUMN name_sealed DROP NOT NULL,
  ADD COLUMN named_for text CHECK (named_for IN ('treatment', 'medicine', 'may-get-lost', 'alone-at-home')),
  ADD COLUMN guardian_sealed bytea;
ALTER TABLE resident NO FORCE ROW LEVEL SECURITY;
UPDATE resident SET name_sealed = NULL WHERE age_group = 'child';
ALTER TABLE resident FORCE ROW LEVEL SECURITY;
ALTER TABLE resident ADD CONSTRAINT resident_child_named_check CHECK (
  CASE WHEN age_group = 'child'
    THEN (name_sealed IS NULL) = (named_for IS NULL) AND (name_sealed IS NULL) = (guardian_sealed IS NULL)
    ELSE name_sealed IS NOT NULL AND named_for IS NULL AND guardian_sealed IS NULL END);
