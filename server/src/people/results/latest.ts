import { sql } from 'drizzle-orm'

/*
 * Which of several results of one sample counts: the latest test, and of two at the same instant the graver one, so that
 * nobody is told to come out by a second sheet of the same file.
 */

/** Orders results of a sample, the one that counts first. */
export const countsFirst = sql`test_result.tested_at DESC,
  array_position(ARRAY['positive', 'unclear', 'negative'], test_result.outcome), test_result.id`
