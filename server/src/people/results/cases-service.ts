import { Refusal } from '@gezhong/shared/errors'
import {
  RESULT_STATE_WORDS,
  type decideResultCase,
  type listResultCases,
  type ResultCase,
  type ResultCounts,
} from '@gezhong/shared/people/results/contract'
import { OUTCOME_WORDS } from '@gezhong/shared/people/results/outcome'
import type { z } from 'zod'
import type { AuditAction } from '../../audit/actions.ts'
import type { Work } from '../../database/transact.ts'
import { readCaseIds } from './case-queries.ts'
import { candidatesOf, presentCases } from './present-case.ts'
import { changeRows, countRows, findRow, holdCase, readRowsByDigest, type ResultRow } from './row-queries.ts'
import { spread, takeAway } from './spread.ts'
import { columnsOf, isSame, subjectKey } from './subject.ts'
import type { Subject } from '@gezhong/shared/people/results/outcome'

export async function list(work: Work, query: z.output<(typeof listResultCases)['query']>) {
  const { ids, total } = await readCaseIds(work.db, work.communityId, query)
  const rows: ResultRow[] = []
  for (const id of ids) {
    const row = await findRow(work.db, work.communityId, id)
    if (row !== undefined) rows.push(row)
  }
  return { rows: await presentCases(work, rows), total }
}

export async function counts(work: Work, importId: string | undefined): Promise<ResultCounts> {
  const rows = await countRows(work.db, work.communityId, importId)
  const sum = (which: (row: (typeof rows)[number]) => boolean) =>
    rows.filter(which).reduce((all, row) => all + row.rows, 0)
  return {
    matched: sum(({ state }) => state === 'matched'),
    waiting: sum(({ state }) => state === 'waiting'),
    unknown: sum(({ state }) => state === 'unknown'),
    dismissed: sum(({ state }) => state === 'dismissed'),
    negative: sum(({ outcome }) => outcome === 'negative'),
    positive: sum(({ outcome }) => outcome === 'positive'),
    unclear: sum(({ outcome }) => outcome === 'unclear'),
  }
}

/** The row and all that say the same, held. */
async function requireRows(work: Work, id: string): Promise<{ row: ResultRow; rows: ResultRow[] }> {
  const { db, communityId } = work
  const found = await findRow(db, communityId, id)
  if (found === undefined) throw new Refusal('not-found')
  await holdCase(db, communityId, found.digest)
  const rows = await readRowsByDigest(db, communityId, [found.digest])
  const row = rows.find((one) => one.id === id)
  if (row === undefined) throw new Refusal('not-found')
  return { row, rows }
}

const requireOpen = ({ state }: ResultRow) => {
  if (state !== 'waiting' && state !== 'unknown') throw new Refusal('already-settled', '这条已经有人定了')
}

function subjectFrom({ tubeId, householdId, residentId }: z.output<(typeof decideResultCase)['body']>): Subject {
  return tubeId !== null ? { tubeId } : { householdId: householdId!, residentId }
}

async function write(work: Work, rows: readonly ResultRow[], change: Parameters<typeof changeRows>[3]) {
  await changeRows(work.db, work.communityId, rows, change)
}

async function shown(work: Work, row: ResultRow, action: AuditAction): Promise<ResultCase> {
  work.record({ action, subjectId: row.id, detail: `第 ${row.line} 行，${OUTCOME_WORDS[row.outcome]}` })
  const now = await findRow(work.db, work.communityId, row.id)
  return (await presentCases(work, [now!]))[0]!
}

const by = (work: Work) => ({ decidedBy: work.actor.accountId, decidedAt: work.now })

export async function decide(work: Work, id: string, body: z.output<(typeof decideResultCase)['body']>) {
  const { row, rows } = await requireRows(work, id)
  requireOpen(row)
  const subject = subjectFrom(body)
  if (!(await candidatesOf(work, [subject])).has(subjectKey(subject)))
    throw new Refusal('not-valid', '台账里没有这个人或这一管了')
  await write(work, rows, { state: 'matched', ...columnsOf(subject), ...by(work) })
  await spread(
    work,
    rows.map((one) => ({ id: one.id, ...columnsOf(subject) })),
  )
  return shown(work, row, 'result.decided')
}

export async function different(work: Work, id: string, body: z.output<(typeof decideResultCase)['body']>) {
  const { row, rows } = await requireRows(work, id)
  requireOpen(row)
  const subject = subjectFrom(body)
  if (!row.candidates.some((one) => isSame(one, subject))) throw new Refusal('not-valid', '这条没有这个人选')
  const candidates = row.candidates.filter((one) => !isSame(one, subject))
  const state = candidates.length === 0 ? ('unknown' as const) : ('waiting' as const)
  await write(work, rows, { state, ...columnsOf(null), candidates, rejected: [...row.rejected, subject] })
  return shown(work, row, 'result.different')
}

export async function dismiss(work: Work, id: string) {
  const { row, rows } = await requireRows(work, id)
  requireOpen(row)
  await write(work, rows, { state: 'dismissed', ...columnsOf(null), ...by(work) })
  return shown(work, row, 'result.dismissed')
}

/** Whom it was matched to by hand is a candidate again. */
export async function undo(work: Work, id: string) {
  const { row, rows } = await requireRows(work, id)
  if (row.decidedBy === null)
    throw new Refusal('already-undone', `这条现在是“${RESULT_STATE_WORDS[row.state]}”，没有人定过`)
  const state = row.candidates.length === 0 ? ('unknown' as const) : ('waiting' as const)
  await write(work, rows, { state, ...columnsOf(null), decidedBy: null, decidedAt: null })
  await takeAway(work, rows)
  return shown(work, row, 'result.decision-undone')
}
