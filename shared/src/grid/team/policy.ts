import { coversGrid, hasRole, type Actor, type Role } from '../../actor.ts'

/** Posts that a grid lead gives inside their own grid; leads and the command post are the command post's to appoint. */
export const GRID_POSTS = ['volunteer', 'guard', 'hub-household', 'grid-worker'] as const satisfies readonly Role[]

/** Roles that are a post: everything but living somewhere. */
export const POSTS = [...GRID_POSTS, 'grid-lead', 'command-post'] as const satisfies readonly Role[]
export type Post = (typeof POSTS)[number]

/** Appoint to, change and end this post at this grid (null: the whole community), and invite somebody to it. */
export const canAppoint = (actor: Actor, post: Role, gridCode: string | null): boolean =>
  hasRole(actor, ['command-post']) ||
  (gridCode !== null && (GRID_POSTS as readonly Role[]).includes(post) && coversGrid(actor, ['grid-lead'], gridCode))

/** The posts that this person gives somewhere. */
export const postsToGive = (actor: Actor): readonly Post[] =>
  hasRole(actor, ['command-post']) ? POSTS : hasRole(actor, ['grid-lead']) ? GRID_POSTS : []
