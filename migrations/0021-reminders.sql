-- Reminders: a household is told that somebody of it is missing, or that there is a result to look at, by a message of WeChat
-- or of the telephone. A row is written with the request; a worker sends it afterwards.

CREATE TABLE reminder (
  community_id uuid NOT NULL,
  id uuid NOT NULL,
  -- What was asked for with one tap, and is taken back with one.
  batch_id uuid NOT NULL,
  roll_id uuid NOT NULL,
  household_id uuid NOT NULL,
  building_id uuid NOT NULL,
  grid_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('report', 'test', 'antigen', 'result')),
  channel text NOT NULL CHECK (channel IN ('wechat', 'sms')),
  -- By WeChat: whose sending is used, and of which template. A text message goes to the household's number as it is when it
  -- is sent, so no number is copied here.
  account_id uuid,
  template_id text,
  state text NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'failed', 'skipped', 'cancelled')),
  -- Counts the claims of workers: who marks a row must still hold the last one.
  attempts smallint NOT NULL DEFAULT 0,
  -- Nobody knows whether the last attempt arrived: it is repeated once and no more.
  unsure boolean NOT NULL DEFAULT false,
  -- Why it was not sent; the number that the provider gave for it.
  problem text CHECK (problem IN ('no-quota', 'no-target', 'template', 'refused', 'busy', 'unknown', 'done', 'stale')),
  provider_code integer,
  asked_by uuid NOT NULL,
  asked_at timestamptz NOT NULL,
  -- Not before; two hours later it is stale.
  due_at timestamptz NOT NULL,
  -- When a worker may take it: again after a failure, or when the claim of another has run out.
  next_at timestamptz NOT NULL,
  ended_at timestamptz,
  PRIMARY KEY (community_id, id),
  CHECK ((channel = 'wechat') = (account_id IS NOT NULL)),
  CHECK ((channel = 'wechat') = (template_id IS NOT NULL)),
  CHECK ((state IN ('queued', 'sending')) = (ended_at IS NULL))
);
CREATE INDEX reminder_next ON reminder (community_id, next_at) WHERE state IN ('queued', 'sending');
CREATE INDEX reminder_roll ON reminder (community_id, roll_id, asked_at DESC);
CREATE INDEX reminder_household ON reminder (community_id, household_id, asked_at DESC);
CREATE INDEX reminder_batch ON reminder (community_id, batch_id);
CREATE INDEX reminder_sms ON reminder (community_id, due_at) WHERE channel = 'sms';
ALTER TABLE reminder ADD CONSTRAINT reminder_roll_fk FOREIGN KEY (community_id, roll_id) REFERENCES roll (community_id, id);
ALTER TABLE reminder ADD CONSTRAINT reminder_household_fk
  FOREIGN KEY (community_id, household_id) REFERENCES household (community_id, id);

-- WeChat lets us send one message for each time that somebody agrees to one. What is left is the sum of the deltas.
CREATE TABLE subscription_entry (
  community_id uuid NOT NULL,
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  template_id text NOT NULL CHECK (length(template_id) BETWEEN 1 AND 64),
  reason text NOT NULL CHECK (reason IN ('accepted', 'used', 'returned', 'refused')),
  delta smallint NOT NULL CHECK (delta <> 0),
  reminder_id uuid,
  at timestamptz NOT NULL,
  PRIMARY KEY (community_id, id),
  CHECK ((reason = 'accepted') = (reminder_id IS NULL)),
  CHECK ((delta > 0) = (reason IN ('accepted', 'returned')))
);
CREATE INDEX subscription_entry_account ON subscription_entry (community_id, account_id, template_id);
-- Each reminder uses one and gives it back once.
CREATE UNIQUE INDEX subscription_entry_reminder_key ON subscription_entry (community_id, reminder_id, reason)
  WHERE reminder_id IS NOT NULL;

GRANT SELECT, INSERT, UPDATE ON reminder TO {{app}};
GRANT SELECT, INSERT ON subscription_entry TO {{app}};

ALTER TABLE reminder ENABLE ROW LEVEL SECURITY;
ALTER TABLE reminder FORCE ROW LEVEL SECURITY;
CREATE POLICY reminder_scope ON reminder
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0
      OR strpos(current_setting('app.buildings', true), building_id::text) > 0
      OR strpos(current_setting('app.households', true), household_id::text) > 0))
  WITH CHECK (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (current_setting('app.grids', true) = '*'
      OR strpos(current_setting('app.grids', true), grid_id::text) > 0));

-- What somebody agreed to is theirs to read; using it up is the system's bookkeeping.
ALTER TABLE subscription_entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE subscription_entry FORCE ROW LEVEL SECURITY;
CREATE POLICY subscription_entry_read ON subscription_entry FOR SELECT
  USING (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND (account_id = nullif(current_setting('app.account', true), '')::uuid
      OR current_setting('app.bookkeeping', true) = 'on'));
CREATE POLICY subscription_entry_insert ON subscription_entry FOR INSERT
  WITH CHECK (community_id = nullif(current_setting('app.community', true), '')::uuid
    AND ((account_id = nullif(current_setting('app.account', true), '')::uuid AND reason = 'accepted')
      OR current_setting('app.bookkeeping', true) = 'on'));
