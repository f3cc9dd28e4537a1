import type { Kernel } from './transact.ts'

/** The communities this server holds; row security hides their own rows from one another. */
export async function listCommunities(kernel: Kernel): Promise<string[]> {
  const { rows } = await kernel.pool.query<{ community_id: string }>(
    'SELECT community_id FROM tenancy ORDER BY community_id',
  )
  return rows.map((row) => row.community_id)
}
