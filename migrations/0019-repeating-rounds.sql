-- A round that is held again: the next is like it, so many days later, until a day. It is opened in the background, and the
-- round says which one followed it, so that it is followed once.

ALTER TABLE round ADD COLUMN repeat_days smallint CHECK (repeat_days BETWEEN 1 AND 7);
ALTER TABLE round ADD COLUMN repeat_until date;
ALTER TABLE round ADD COLUMN followed_by uuid;
ALTER TABLE round ADD CONSTRAINT round_repeat_until_alone CHECK (repeat_until IS NULL OR repeat_days IS NOT NULL);
ALTER TABLE round ADD CONSTRAINT round_followed_fk
  FOREIGN KEY (community_id, followed_by) REFERENCES round (community_id, id);
CREATE INDEX round_to_follow ON round (community_id, starts_at) WHERE repeat_days IS NOT NULL AND followed_by IS NULL;
