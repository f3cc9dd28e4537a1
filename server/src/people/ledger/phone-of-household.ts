import { sql, type SQL } from 'drizzle-orm'

/**
 * Whether this blind index is one of a household's numbers. Written place by place, as an index serves only that: array
 * operators lose theirs under row security. A household has at most four numbers.
 */
export const phoneOfHousehold = (phone: SQL): SQL =>
  sql`(phone_indexes[1] = ${phone} OR phone_indexes[2] = ${phone} OR phone_indexes[3] = ${phone} OR phone_indexes[4] = ${phone})`
