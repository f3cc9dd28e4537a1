import type { Actor } from '../../actor.ts'

/** Asked what they agree to: whoever holds no post. Staff answer for households and are not asked. */
export const answersForOneself = (actor: Actor): boolean => actor.grants.every(({ role }) => role === 'resident')
