import type { Kernel } from './transact.ts'

/** The communities this server holds; row security hides their own rows from one another. */
export async function listCommunities(kernel: Kernel): Promise<string[]> {
  const { rows } = await kernel.pool.query<{ community_id: string }>(
    'SELECT community_id FROM tenancy ORDER BY community_id',
  )
  return rows.map((row) => row.community_id)
}

/**
 * Background work over several communities: one that fails (its key may have been destroyed) does not keep the others
 * waiting. The first failure is thrown when all have had their turn. Returns the sum.
 */
export async function eachInTurn(
  communityIds: readonly string[],
  act: (communityId: string) => Promise<number>,
): Promise<number> {
  const failures: unknown[] = []
  let done = 0
  for (const communityId of communityIds) {
    try {
      done += await act(communityId)
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0) throw failures[0]
  return done
}
