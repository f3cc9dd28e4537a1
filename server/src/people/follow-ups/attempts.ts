import { Refusal } from '@gezhong/shared/errors'
import { displayDoor } from '@gezhong/shared/people/door'
import { UNDO_MINUTES, type FollowUp, type logAttempt } from '@gezhong/shared/people/follow-ups/contract'
import { AGAIN_MINUTES, outcomeWords, standingAfter } from '@gezhong/shared/people/follow-ups/outcomes'
import type { z } from 'zod'
import type { Work } from '../../database/transact.ts'
import { report, withdraw } from '../reports/service.ts'
import { atOurClock } from '../sampling/our-clock.ts'
import {
  addAttempt,
  changeFollowUp,
  findAttempt,
  lockFollowUp,
  markUndone,
  readCounted,
  type AttemptRow,
  type FollowUpRow,
} from './attempt-queries.ts'
import { requireFollowUp } from './claims.ts'
import { readMissing } from './missing.ts'
import { presentOne } from './present.ts'

type Said = z.output<(typeof logAttempt)['body']>

/**
 * People who were tested elsewhere are reported for the household, so that they count as every word about a round does and
 * are taken back as it is. What the round does not take any more stays in the log alone.
 */
async function reportElsewhere(work: Work, { householdId }: FollowUpRow, said: Said): Promise<string | null> {
  const { rollId, people } = said
  if (rollId === null || people === null) return null
  const rounds = (await readMissing(work.db, work.communityId, [householdId])).get(householdId) ?? []
  const round = rounds.find(({ roll_id: id, question }) => id === rollId && question === 'who-was-tested')
  if (round === undefined) return null
  // The round's word is about all of the household, so those who are done already are in it.
  const headcount = Math.min(round.done + people, Math.max(round.due, round.done + 1))
  const word = { id: said.id, householdId, headcount, phones: [], remark: '', intent: 'report' as const, text: null }
  const made = await work.attempt(() => report(work, rollId, word))
  return made instanceof Refusal ? null : said.id
}

/** What follows from everything that counts; also when it is closed by now. */
async function settle(work: Work, row: FollowUpRow): Promise<void> {
  const { db, communityId, actor } = work
  const counted = await readCounted(db, communityId, row.id)
  const { attempts, toVisit, nextAt } = standingAfter(counted.map((one) => ({ ...one, at: one.calledAt })))
  const free = row.claimedBy === actor.accountId ? { claimedBy: null, claimedUntil: null } : {}
  await changeFollowUp(db, communityId, row.id, { attempts, toVisit, nextAt, ...free })
}

/** Open pages learn that the queue has changed where the household lives. */
function tell(work: Work, { gridId, rounds }: FollowUp): void {
  const rollId = rounds[0]?.rollId
  if (rollId !== undefined) work.touch({ gridId, rollId, topic: 'roll' })
}

const isSame = (work: Work, row: AttemptRow, followUpId: string, said: Said): boolean =>
  row.followUpId === followUpId &&
  row.calledBy === work.actor.accountId &&
  row.outcome === said.outcome &&
  row.kind === said.kind

export async function log(work: Work, id: string, said: Said): Promise<{ followUp: FollowUp; counted: boolean }> {
  const { db, communityId, actor, now } = work
  const found = await requireFollowUp(work, id)
  const before = await findAttempt(db, communityId, said.id)
  if (before !== undefined) {
    if (!isSame(work, before, id, said)) throw new Refusal('id-taken')
    return { followUp: await presentOne(work, id), counted: before.reportId !== null }
  }
  // Before the row is held: a report waits for the household, and so does the fold, which then wants this row.
  const reportId = await reportElsewhere(work, found, said)
  const row = (await lockFollowUp(db, communityId, id))!
  const attempt: AttemptRow = {
    communityId,
    id: said.id,
    followUpId: id,
    householdId: row.householdId,
    buildingId: row.buildingId,
    gridId: row.gridId,
    kind: said.kind,
    outcome: said.outcome,
    againMinutes: said.againMinutes ?? AGAIN_MINUTES[said.outcome],
    noteSealed: said.note === '' ? null : work.vault.sealForCommunity(communityId, said.note),
    reportId,
    calledBy: actor.accountId,
    calledAt: atOurClock(now, said.sentAt, said.calledAt),
    receivedAt: now,
    undoneAt: null,
  }
  await work.elevated(async () => {
    await addAttempt(db, attempt)
    await settle(work, row)
  })
  const followUp = await presentOne(work, id)
  tell(work, followUp)
  const detail = `${displayDoor(followUp.door)} ${outcomeWords(said)}`
  work.record({ action: 'follow-up.logged', subjectId: row.householdId, detail })
  return { followUp, counted: reportId !== null }
}

export async function undo(work: Work, attemptId: string): Promise<FollowUp> {
  const { db, communityId, actor, now } = work
  const attempt = await findAttempt(db, communityId, attemptId)
  if (attempt === undefined) throw new Refusal('not-found')
  await requireFollowUp(work, attempt.followUpId)
  if (attempt.calledBy !== actor.accountId) throw new Refusal('undo-blocked', '这是别人记的，请记的人来撤，或再记一次')
  if (attempt.undoneAt !== null) throw new Refusal('already-undone')
  if (now.getTime() - attempt.receivedAt.getTime() > UNDO_MINUTES * 60_000)
    throw new Refusal('undo-blocked', `过了${UNDO_MINUTES}分钟，不能撤了，请再记一次`)
  if (attempt.reportId !== null) await withdraw(work, attempt.reportId)
  const row = (await lockFollowUp(db, communityId, attempt.followUpId))!
  const last = (await readCounted(db, communityId, row.id)).at(-1)
  if (last?.id !== attemptId) throw new Refusal('undo-blocked')
  await work.elevated(async () => {
    await markUndone(db, communityId, attemptId, now)
    await settle(work, row)
  })
  const followUp = await presentOne(work, row.id)
  tell(work, followUp)
  work.record({ action: 'follow-up.undone', subjectId: row.householdId, detail: displayDoor(followUp.door) })
  return followUp
}
