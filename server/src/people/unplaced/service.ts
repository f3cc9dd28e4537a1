import { Refusal } from '@gezhong/shared/errors'
import { displayDoor } from '@gezhong/shared/people/door'
import { maskName } from '@gezhong/shared/people/masked-name'
import { canSample } from '@gezhong/shared/people/policy'
import type { decideSample, listUnplaced, UnplacedSample } from '@gezhong/shared/people/unplaced/contract'
import type { z } from 'zod'
import type { AuditAction } from '../../audit/actions.ts'
import type { Work } from '../../database/transact.ts'
import { readGridCodes } from '../../grid/communities/queries.ts'
import { maskText } from '../../security/mask-text.ts'
import { findHousehold } from '../ledger/household-queries.ts'
import { readResidents } from '../ledger/resident-queries.ts'
import { followTubes } from '../results/spread.ts'
import { requireAsked } from '../rolls/service.ts'
import { requireRound } from '../rounds/service.ts'
import type { SampleRow } from '../sampling/queries.ts'
import { decideWaiting, findSample, gridOfTube, readUnplaced, undoDecided, type UnplacedRow } from './queries.ts'

type Decided = z.output<(typeof decideSample)['body']>

const settled = () => new Refusal('already-settled', '这条采样已经有人处理了')

const doorOf = (id: string | null, door: string | null, gridCode: string | null) =>
  id === null || door === null || gridCode === null ? null : { householdId: id, door, gridCode }

function present({ vault, communityId }: Work, row: UnplacedRow): UnplacedSample {
  const claimed = doorOf(row.claimed_id, row.claimed_door, row.claimed_code)
  const removed = row.claimed_removed === true
  const lives = doorOf(row.now_id, row.now_door, row.now_code)
  const chosen = claimed === null || removed || claimed.householdId === lives?.householdId ? null : claimed
  const sealed = row.decision_reason_sealed
  return {
    id: row.id,
    gridCode: row.grid_code,
    tubeCode: row.tube_code ?? '',
    samplerName: row.sampler_name,
    takenAt: new Date(row.taken_at).toISOString(),
    receivedAt: new Date(row.received_at).toISOString(),
    people: row.people,
    late: row.late,
    claimed: claimed === null ? null : { ...claimed, removed },
    claimedNameMasked: row.name_sealed === null ? null : maskName(vault.open(communityId, row.name_sealed)),
    residentId: row.resident_id,
    candidates: [lives, chosen].filter((one) => one !== null),
    decision: row.decision,
    decidedByName: row.decided_by_name,
    decidedAt: row.decided_at === null ? null : new Date(row.decided_at).toISOString(),
    reason: sealed === null ? '' : maskText(vault.openForCommunity(communityId, sealed)),
    placedDoor: row.placed_door,
  }
}

export async function list(work: Work, roundId: string, query: z.output<(typeof listUnplaced)['query']>) {
  await requireRound(work, roundId)
  const filter = { ...query, decided: query.decided === 'true' }
  const { rows, total } = await readUnplaced(work.db, work.communityId, roundId, filter)
  return { rows: rows.map((row) => present(work, row)), total }
}

/** Also who took it may read a sample, wherever it is; only whoever works in its grid decides. */
async function requireSample(work: Work, id: string): Promise<SampleRow> {
  const row = await findSample(work.db, work.communityId, id)
  if (row === undefined) throw new Refusal('not-found')
  const code = (await readGridCodes(work.db, work.communityId)).get(row.gridId) ?? ''
  if (!canSample(work.actor, code)) throw new Refusal('not-allowed')
  return row
}

/** The household that it is given to: one that the round asks, where the asker works. */
async function placeOf(work: Work, row: SampleRow, householdId: string, residentId: string | null) {
  const home = await findHousehold(work.db, work.communityId, householdId)
  if (home === undefined) throw new Refusal('not-found')
  if (!canSample(work.actor, home.grid_code)) throw new Refusal('not-allowed')
  const { roll } = await requireRound(work, row.roundId)
  await requireAsked(work, roll, home.grid_code)
  if (residentId !== null) {
    if (row.people !== 1) throw new Refusal('not-valid', '几个人的采样，不能算在一个人名下')
    const people = await readResidents(work.db, work.communityId, householdId)
    if (!people.some(({ id }) => id === residentId)) throw new Refusal('not-found')
  }
  return home
}

interface Change {
  change: Partial<SampleRow>
  action: AuditAction
  subjectId: string
  words: string
}

/** Results of the tube say something of others now; they are kept for the whole community, whoever decides. */
const followResults = (work: Work, { tubeId }: SampleRow) => work.elevated(() => followTubes(work, [tubeId]))

async function changeFor(work: Work, row: SampleRow, decided: Decided): Promise<Change> {
  if (decided.decision === 'placed') {
    const { householdId, residentId } = decided
    const home = await placeOf(work, row, householdId, residentId)
    return {
      change: { householdId, residentId, buildingId: home.building_id, gridId: home.grid_id },
      action: 'sample.placed',
      subjectId: householdId,
      words: displayDoor(home.door),
    }
  }
  if (decided.decision === 'outsider')
    return { change: { outsider: true }, action: 'sample.outside', subjectId: row.id, words: '外来' }
  return {
    change: {
      undoneAt: work.now,
      undoneBy: work.actor.accountId,
      decisionReasonSealed: work.vault.sealForCommunity(work.communityId, decided.reason),
    },
    action: 'sample.dismissed',
    subjectId: row.id,
    words: decided.reason,
  }
}

export async function decide(work: Work, id: string, decided: Decided): Promise<void> {
  const row = await requireSample(work, id)
  const { change, action, subjectId, words } = await changeFor(work, row, decided)
  const by = { decision: decided.decision, decidedBy: work.actor.accountId, decidedAt: work.now }
  if (!(await decideWaiting(work.db, work.communityId, id, { ...change, ...by }))) throw settled()
  await followResults(work, row)
  const { roll } = await requireRound(work, row.roundId)
  for (const gridId of new Set([row.gridId, change.gridId ?? row.gridId]))
    work.touch({ gridId, rollId: row.roundId, topic: 'roll' })
  work.record({ action, subjectId, detail: `${roll.title}：${row.people} 人，${words}` })
}

const WAITING = {
  householdId: null,
  residentId: null,
  buildingId: null,
  outsider: false,
  decision: null,
  decidedBy: null,
  decidedAt: null,
  decisionReasonSealed: null,
} as const

export async function undo(work: Work, id: string): Promise<void> {
  const row = await requireSample(work, id)
  // It waits where it was taken; whoever does not work there cannot put it back.
  const gridId = await gridOfTube(work.db, work.communityId, row.tubeId)
  if (gridId === undefined) throw new Refusal('not-allowed')
  const back = row.decision === 'dismissed' ? { ...WAITING, undoneAt: null, undoneBy: null } : WAITING
  if (!(await undoDecided(work.db, work.communityId, row, { ...back, gridId }))) throw new Refusal('already-undone')
  await followResults(work, row)
  const { roll } = await requireRound(work, row.roundId)
  for (const touched of new Set([row.gridId, gridId]))
    work.touch({ gridId: touched, rollId: row.roundId, topic: 'roll' })
  work.record({ action: 'sample.decision-undone', subjectId: id, detail: `${roll.title}：${row.people} 人` })
}
