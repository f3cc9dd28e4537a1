import { sql, type SQL } from 'drizzle-orm'

/**
 * Which rolls whoever asks may know of. One for listed people is known only to the households on its list, to those in whose
 * scope one of them lives, to whoever opened it, and to the command post: row security shows of the list no more than that,
 * so a neighbour finds nothing there and learns of no roll. Every query that reads `roll` or `round` for somebody has it.
 */
export const seenByAsker: SQL = sql`(roll.due = 'everybody'
  OR current_setting('app.grids', true) = '*'
  OR roll.opened_by = nullif(current_setting('app.account', true), '')::uuid
  OR EXISTS (SELECT 1 FROM round_due WHERE round_due.community_id = roll.community_id AND round_due.round_id = roll.id))`
