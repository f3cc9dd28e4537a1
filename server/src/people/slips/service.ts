import { Refusal } from '@gezhong/shared/errors'
import { displayDoor } from '@gezhong/shared/people/door'
import { canHandSlips } from '@gezhong/shared/people/policy'
import { SLIPS_MOST } from '@gezhong/shared/people/slips/contract'
import { uuidv7 } from 'uuidv7'
import type { Work } from '../../database/transact.ts'
import { readCommunity, readGrids, readSubtree } from '../../grid/communities/queries.ts'
import { readTeam } from '../../grid/team/queries.ts'
import { announce } from '../../live/fold.ts'
import { maskText } from '../../security/mask-text.ts'
import { findHousehold } from '../ledger/household-queries.ts'
import { householdsInScope } from '../ledger/in-scope.ts'
import { readBonds } from '../proxies/queries.ts'
import {
  addSlips,
  endAccounts,
  endSlips,
  findSlipOf,
  holdPrinting,
  readDoorsToPrint,
  type DoorToPrint,
} from './queries.ts'
import type { PrintedSlip } from './slip-sheet.ts'
import { digestOf, newCode } from './try-code.ts'
import { placeWords, workerToAsk } from './words-on-slip.ts'

const DAY = 86_400_000

async function requireHandled(work: Work, householdId: string) {
  const household = await findHousehold(work.db, work.communityId, householdId)
  if (household === undefined) throw new Refusal('not-found')
  if (!canHandSlips(work.actor, household.grid_code)) throw new Refusal('not-allowed')
  return household
}

/** Ends slips with everything that was opened by showing them. */
export async function endSlipsOf(work: Work, householdIds: readonly string[]): Promise<void> {
  const { db, communityId, now } = work
  const accountIds = await work.elevated(() => endSlips(db, communityId, householdIds, now))
  if (accountIds.length === 0) return
  await work.elevated(() => endAccounts(db, communityId, accountIds, now))
  for (const endAccount of accountIds) await announce(db, { communityId, endAccount })
}

export async function revoke(work: Work, householdId: string): Promise<void> {
  const { door } = await requireHandled(work, householdId)
  await endSlipsOf(work, [householdId])
  work.record({ action: 'slip.revoked', subjectId: householdId, detail: displayDoor(door) })
}

export async function access(work: Work, householdId: string) {
  await requireHandled(work, householdId)
  const bonds = await readBonds(work.db, work.communityId, { householdIds: [householdId] })
  const slip = await findSlipOf(work.db, work.communityId, householdId)
  const valid = slip !== undefined && slip.expiresAt > work.now ? slip : null
  return {
    slip: valid && {
      madeAt: valid.madeAt.toISOString(),
      expiresAt: valid.expiresAt.toISOString(),
      usedAt: valid.usedAt?.toISOString() ?? null,
    },
    accounts: bonds,
  }
}

interface Wanted {
  householdIds?: readonly string[] | undefined
  gridId?: string | undefined
  which: 'missing' | 'all'
  days: number
}

async function doorsOf(work: Work, wanted: Wanted): Promise<DoorToPrint[]> {
  const doors = await readDoorsToPrint(work.db, work.communityId, {
    within: householdsInScope(work.scope),
    householdIds: wanted.householdIds,
    gridIds: wanted.gridId === undefined ? undefined : await readSubtree(work.db, work.communityId, wanted.gridId),
    missingAt: wanted.which === 'missing' ? work.now : null,
    most: SLIPS_MOST + 1,
  })
  if (doors.length > SLIPS_MOST) throw new Refusal('too-large', `一次最多印 ${SLIPS_MOST} 张，请按网格分开印`)
  // Somebody may see more than they may hand slips for, such as their own home.
  return doors.filter((door) => canHandSlips(work.actor, door.grid_code))
}

async function requireDoors(work: Work, wanted: Wanted): Promise<DoorToPrint[]> {
  const doors = await doorsOf(work, wanted)
  if (doors.length > 0) return doors
  const any = wanted.which === 'missing' && (await doorsOf(work, { ...wanted, which: 'all' })).length > 0
  throw new Refusal(any ? 'nothing-to-print' : 'not-found')
}

/** Makes new slips; those there were end. The codes are told here, once, and to the paper only. */
export async function makeSlips(work: Work, wanted: Wanted): Promise<PrintedSlip[]> {
  const { db, communityId, now, vault } = work
  await holdPrinting(db, communityId)
  const doors = await requireDoors(work, wanted)
  await endSlipsOf(
    work,
    doors.map(({ id }) => id),
  )
  const expiresAt = new Date(now.getTime() + wanted.days * DAY)
  const codes = new Set<string>()
  while (codes.size < doors.length) codes.add(newCode())
  const [...drawn] = codes
  const printed = doors.map((door, index) => ({ door, code: drawn[index]! }))
  await addSlips(
    db,
    printed.map(({ door, code }) => ({
      communityId,
      id: uuidv7(),
      householdId: door.id,
      gridId: door.grid_id,
      codeDigest: digestOf({ vault, communityId }, code),
      accountId: null,
      madeBy: work.actor.accountId,
      madeAt: now,
      expiresAt,
      usedAt: null,
      revokedAt: null,
    })),
  )
  for (const { door } of printed)
    work.record({ action: 'slip.printed', subjectId: door.id, detail: displayDoor(door.door) })
  const team = await readTeam(db, communityId, now)
  const grids = await readGrids(db, communityId)
  const village = maskText((await readCommunity(db, communityId))?.name ?? '')
  return printed.map(({ door, code }) => ({
    village,
    place: placeWords(grids, door.grid_code),
    door: displayDoor(door.door),
    code,
    expiresAt,
    worker: workerToAsk(team, door),
  }))
}
