import type { Grant } from '@gezhong/shared/actor'

/** Who sees the whole community shows more than a password. */
export const asksSecondFactor = (grants: readonly Pick<Grant, 'role'>[]): boolean =>
  grants.some((grant) => grant.role === 'command-post')
