import { eq } from 'drizzle-orm'
import { listCommunities } from '../src/database/communities.ts'
import { transactAsSystem, type Kernel } from '../src/database/transact.ts'
import { community } from '../src/grid/communities/tables.ts'
import { CommandRefusal } from './command.ts'

export async function namedCommunities(kernel: Kernel): Promise<{ id: string; name: string }[]> {
  const found: { id: string; name: string }[] = []
  for (const id of await listCommunities(kernel)) {
    const rows = await transactAsSystem(kernel, id, ({ db }) =>
      db.select({ name: community.name }).from(community).where(eq(community.communityId, id)),
    )
    found.push({ id, name: rows[0]?.name ?? '' })
  }
  return found
}

/** The id of the community of this name or id; of the only one, when none is named. */
export async function findCommunity(kernel: Kernel, wanted: string | undefined): Promise<string> {
  const found = await namedCommunities(kernel)
  const fitting = wanted === undefined ? found : found.filter(({ id, name }) => id === wanted || name === wanted)
  const [only] = fitting
  if (only !== undefined && fitting.length === 1) return only.id
  const names = found.map(({ name }) => name).join('、')
  if (found.length === 0)
    throw new CommandRefusal('The database has no community yet; make one with "community create", or run "demo".')
  if (wanted === undefined) throw new CommandRefusal(`Say which community: --community NAME. There are ${names}.`, 2)
  throw new CommandRefusal(
    `${fitting.length === 0 ? 'No' : 'More than one'} community is called ${wanted}; there are ${names}.`,
    2,
  )
}
