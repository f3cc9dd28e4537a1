import { coversGrid, STAFF_ROLES } from '@gezhong/shared/actor'
import { Refusal } from '@gezhong/shared/errors'
import type { LedgerSubject } from '@gezhong/shared/people/ledger/contract'
import type { Work } from '../../database/transact.ts'
import { lockBuildings, readBuildingsByDoor } from './building-queries.ts'
import type { Content } from './change-log.ts'
import type { ChangeRow } from './change-queries.ts'
import { readBuildingDependents, readHouseholdDependents, readPosts } from './dependent-queries.ts'
import { lockHouseholds, readHouseholdsByDoor } from './household-queries.ts'
import { readGridCodes } from '../../grid/communities/queries.ts'
import type { BuildingState } from './states.ts'

interface Undoing {
  change: ChangeRow
  content: Content<unknown>
}

const blocked = (why: string) => new Refusal('undo-blocked', `不能撤销：${why}`)

/** Nothing is taken out of the ledger that something stands on. */
export async function refuseTakingOut(
  work: Work,
  subject: LedgerSubject,
  undoings: readonly Undoing[],
  statementsSettled: boolean,
): Promise<void> {
  const leaving = undoings.filter(({ content }) => content.before === null)
  if (leaving.length === 0 || subject === 'resident') return
  const ids = leaving.map(({ change }) => change.subjectId)
  const dependents =
    subject === 'household'
      ? // Who lives there is nobody else's business, but that somebody is bound to it stands in the way all the same.
        await work.elevated(() => readHouseholdDependents(work.db, work.communityId, ids, !statementsSettled))
      : await readBuildingDependents(work.db, work.communityId, ids)
  for (const { change, content } of leaving) {
    const why = dependents.get(change.subjectId)
    if (why !== undefined) throw blocked(`${content.door}${why.join('、')}`)
  }
}

async function refuseHomeless(work: Work, subject: LedgerSubject, returning: readonly Undoing[]): Promise<void> {
  if (subject === 'building') return
  const parents = returning.map(({ change }) =>
    subject === 'household' ? change.buildingId : (change.householdId ?? ''),
  )
  const lock = subject === 'household' ? lockBuildings : lockHouseholds
  const standing = await lock(work.db, work.communityId, [...new Set(parents)])
  const there = new Set(standing.filter((row) => row.removedAt === null).map((row) => row.id))
  for (const [index, { content }] of returning.entries())
    if (!there.has(parents[index]!))
      throw blocked(`${content.door}${subject === 'household' ? '的楼栋' : '这户'}已不在台账里，请先恢复`)
}

async function refuseTakenDoor(work: Work, subject: LedgerSubject, returning: readonly Undoing[]): Promise<void> {
  if (subject === 'resident') return
  const doors = returning.map(({ content }) => content.door)
  const read = subject === 'household' ? readHouseholdsByDoor : readBuildingsByDoor
  const taken = await read(work.db, work.communityId, doors)
  for (const { content } of returning) if (taken.has(content.door)) throw blocked(`${content.door}现在另有登记`)
}

async function refuseAbsentPerson(work: Work, undoings: readonly Undoing[]): Promise<void> {
  const codes = await readGridCodes(work.db, work.communityId)
  for (const { change, content } of undoings) {
    const accountId = (content.before as Partial<BuildingState> | null)?.responsibleAccountId
    if (accountId == null) continue
    if (!(await holdsPost(work, accountId, codes.get(change.gridId) ?? '')))
      throw blocked(`${content.door}原来的负责人现在不负责这个网格`)
  }
}

/** What comes back needs its place: the building or household it belongs to, a free door, a person still at their post. */
export async function refuseReturn(work: Work, subject: LedgerSubject, undoings: readonly Undoing[]): Promise<void> {
  const returning = undoings.filter(({ content }) => content.after === null)
  if (returning.length > 0) {
    await refuseHomeless(work, subject, returning)
    await refuseTakenDoor(work, subject, returning)
  }
  if (subject === 'building') await refuseAbsentPerson(work, undoings)
}

/** Whether a person has a staff role at this grid or above it now, as far as the asker may see. */
export async function holdsPost(work: Work, accountId: string, gridCode: string): Promise<boolean> {
  // A post above one's own grid counts too, though one may not see it.
  const posts = await work.elevated(() => readPosts(work.db, work.communityId, accountId, work.now))
  const grants = posts.map((post) => ({
    id: post.id,
    role: post.role,
    gridId: post.grid_id,
    gridCode: post.grid_code,
    householdId: null,
    proxy: false,
  }))
  return coversGrid({ accountId, communityId: work.communityId, displayName: '', grants }, STAFF_ROLES, gridCode)
}
