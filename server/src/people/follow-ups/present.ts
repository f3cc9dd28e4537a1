import type { FollowUp, FollowUpPerson, FollowUpWhole } from '@gezhong/shared/people/follow-ups/contract'
import { UNDO_MINUTES } from '@gezhong/shared/people/follow-ups/contract'
import { maskPhone } from '@gezhong/shared/people/phone'
import { Refusal } from '@gezhong/shared/errors'
import { sql } from 'drizzle-orm'
import type { Work } from '../../database/transact.ts'
import { maskText } from '../../security/mask-text.ts'
import { donePeople } from '../antigen/counting.ts'
import { presentResident } from '../ledger/present.ts'
import { readResidents } from '../ledger/resident-queries.ts'
import { excusesFrom } from '../rolls/coverage.ts'
import { isOnList, readListed } from '../own-rounds/queries.ts'
import { readRollsById, type RollRow } from '../rolls/queries.ts'
import { readLog, type AttemptRow } from './attempt-queries.ts'
import { readMissing } from './missing.ts'
import { readQueue, type QueueRow } from './queue-queries.ts'

const instant = (at: Date): string => new Date(at).toISOString()
const instantOrNull = (at: Date | null): string | null => (at === null ? null : instant(at))
const person = (accountId: string | null, name: string | null) =>
  accountId === null || name === null ? null : { accountId, name }

function claimOf({ actor, now }: Work, row: QueueRow): FollowUp['claim'] {
  const { claimed_by: by, claimed_until: until, claimer_name: name } = row
  if (by === null || until === null || name === null || new Date(until) <= now) return null
  return { name, mine: by === actor.accountId, until: instant(until) }
}

function lastOf(row: QueueRow): FollowUp['last'] {
  const { last_kind: kind, last_outcome: outcome, last_at: at, last_name: byName } = row
  return kind === null || outcome === null || at === null || byName === null
    ? null
    : { kind, outcome, at: instant(at), byName }
}

/** With what is missing of them now, which the fold may not have noticed yet. */
export async function presentQueue(work: Work, rows: readonly QueueRow[]): Promise<FollowUp[]> {
  const { db, communityId, vault } = work
  const missing = await readMissing(
    db,
    communityId,
    rows.map((row) => row.household_id),
  )
  return rows.map((row) => ({
    id: row.id,
    householdId: row.household_id,
    gridId: row.grid_id,
    gridCode: row.grid_code,
    door: row.door,
    phonesMasked: vault.openPhones(communityId, row.phones_sealed).map(maskPhone),
    care: row.care,
    note: maskText(row.note),
    state: row.state,
    missingSince: instant(row.missing_since),
    neverTested: row.never_tested,
    rounds: (missing.get(row.household_id) ?? []).map((round) => ({
      rollId: round.roll_id,
      title: maskText(round.title),
      question: round.question,
      due: round.due,
      done: round.done,
      excused: round.excused,
      missing: round.missing,
    })),
    attempts: row.attempts,
    last: lastOf(row),
    nextAt: instantOrNull(row.next_at),
    assignedTo: person(row.assigned_to, row.assigned_name),
    responsible: person(row.responsible_account_id, row.responsible_name),
    claim: claimOf(work, row),
    closedAt: instantOrNull(row.closed_at),
  }))
}

export async function presentOne(work: Work, id: string): Promise<FollowUp> {
  const rows = await readQueue(work, { ids: [id] }, { page: 1, size: 1, sort: 'urgency' })
  const [found] = await presentQueue(work, rows)
  if (found === undefined) throw new Refusal('not-found')
  return found
}

/** Tells of a named person of the household whether a roll asks them and they have neither come nor are excused. */
async function whoIsMissing({ db, communityId }: Work, roll: RollRow, householdId: string) {
  const { rows } = await db.execute<{ resident_id: string }>(sql`
    SELECT resident_id FROM (${donePeople(communityId, roll.id)}) done WHERE household_id = ${householdId}
    UNION ALL
    SELECT resident_id FROM exemption
    WHERE ${excusesFrom(communityId, roll)} AND household_id = ${householdId} AND resident_id IS NOT NULL`)
  const seen = new Set(rows.map((row) => row.resident_id))
  const list = roll.due === 'listed' ? await readListed(db, communityId, roll.id, householdId) : null
  return (residentId: string) => !seen.has(residentId) && (list === null || isOnList(list, residentId))
}

/** Those who need care come first. */
async function peopleOf(work: Work, { householdId, rounds }: FollowUp): Promise<FollowUpPerson[]> {
  const tested = rounds.filter(({ question }) => question === 'who-was-tested').map(({ rollId }) => rollId)
  const asking: { rollId: string; isMissing: (residentId: string) => boolean }[] = []
  for (const roll of await readRollsById(work.db, work.communityId, tested))
    asking.push({ rollId: roll.id, isMissing: await whoIsMissing(work, roll, householdId) })
  const people = (await readResidents(work.db, work.communityId, householdId)).map((row) => presentResident(work, row))
  return people
    .map(({ id, name, ageGroup, namedFor, note }) => ({
      residentId: id,
      name,
      ageGroup,
      care: namedFor !== null,
      note,
      missingIn: asking.filter(({ isMissing }) => isMissing(id)).map(({ rollId }) => rollId),
    }))
    .sort((one, other) => Number(other.care) - Number(one.care))
}

const undoable = ({ actor, now }: Work, attempt: AttemptRow): boolean =>
  attempt.undoneAt === null &&
  attempt.calledBy === actor.accountId &&
  now.getTime() - attempt.receivedAt.getTime() <= UNDO_MINUTES * 60_000

export async function presentWhole(work: Work, id: string): Promise<FollowUpWhole> {
  const followUp = await presentOne(work, id)
  const log = await readLog(work.db, work.communityId, id)
  const newest = log.find(({ attempt }) => attempt.undoneAt === null)
  return {
    ...followUp,
    people: await peopleOf(work, followUp),
    log: log.map(({ attempt, byName }) => ({
      id: attempt.id,
      kind: attempt.kind,
      outcome: attempt.outcome,
      note:
        attempt.noteSealed === null ? '' : maskText(work.vault.openForCommunity(work.communityId, attempt.noteSealed)),
      at: attempt.calledAt.toISOString(),
      byName,
      undone: attempt.undoneAt !== null,
      mayUndo: attempt === newest?.attempt && undoable(work, attempt),
    })),
  }
}
