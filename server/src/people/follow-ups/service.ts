import { Refusal } from '@gezhong/shared/errors'
import { EXPORT_ROWS, type ExportReason } from '@gezhong/shared/export-reason'
import { civilDay, wallClock } from '@gezhong/shared/civil-day'
import {
  FOLLOW_UP_WORDS,
  type CallerNumbers,
  type exportFollowUps,
  type FollowUpCounts,
  type listFollowUps,
} from '@gezhong/shared/people/follow-ups/contract'
import { outcomeWords } from '@gezhong/shared/people/follow-ups/outcomes'
import { canAssignFollowUp, canFollowUp } from '@gezhong/shared/people/policy'
import type { z } from 'zod'
import { readGrants } from '../../database/scope-queries.ts'
import type { Work } from '../../database/transact.ts'
import { readGridCodes, readSubtree } from '../../grid/communities/queries.ts'
import { exportFile } from '../../http/export-file.ts'
import type { FileReply } from '../../http/serve.ts'
import { assign, countCallsSince, readCallers, readFollowUpsById } from './attempt-queries.ts'
import { presentQueue } from './present.ts'
import { countByState, countQueue, readQueue } from './queue-queries.ts'
import { startOfDay } from './start-of-day.ts'

type Filter = z.output<(typeof exportFollowUps)['query']>

const gridsOf = ({ db, communityId }: Work, grid: string | undefined) =>
  grid === undefined ? undefined : readSubtree(db, communityId, grid)

export async function list(work: Work, query: z.output<(typeof listFollowUps)['query']>) {
  const { grid, page, size, sort, ...rest } = query
  const filter = { ...rest, gridIds: await gridsOf(work, grid) }
  const rows = await presentQueue(work, await readQueue(work, filter, { page, size, sort }))
  return { rows, total: await countQueue(work, filter) }
}

export async function counts(work: Work, grid: string | undefined): Promise<FollowUpCounts> {
  const byState = await countByState(work, await gridsOf(work, grid))
  const of = (state: keyof typeof FOLLOW_UP_WORDS) => byState.get(state) ?? 0
  const { db, communityId, actor, now } = work
  return {
    due: of('due'),
    visit: of('visit'),
    later: of('later'),
    closed: of('closed'),
    calledToday: await countCallsSince(db, communityId, actor.accountId, startOfDay(now, 0)),
  }
}

/** Only to somebody who may call them all; those that are closed by now are left out. */
export async function give(work: Work, ids: readonly string[], accountId: string | null): Promise<string[]> {
  const { db, communityId } = work
  const rows = await readFollowUpsById(db, communityId, ids)
  if (rows.length < new Set(ids).size) throw new Refusal('not-found')
  const codes = await readGridCodes(db, communityId)
  if (rows.some(({ gridId }) => !canAssignFollowUp(work.actor, codes.get(gridId) ?? '')))
    throw new Refusal('not-allowed')
  if (accountId !== null) {
    const grants = await work.elevated(() => readGrants(db, communityId, accountId, work.now))
    const caller = { ...work.actor, accountId, grants }
    const mayAll = rows.every(({ householdId, gridId }) =>
      canFollowUp(caller, { householdId, gridCode: codes.get(gridId) ?? '', responsibleAccountId: null }),
    )
    if (!mayAll) throw new Refusal('not-found', '这位不能给这些户打电话，请换一位这个网格的网格员或网格长')
  }
  const assigned = await assign(db, communityId, ids, accountId)
  work.record({
    action: 'follow-up.assigned',
    ...(accountId === null ? {} : { subjectId: accountId }),
    detail: accountId === null ? `${assigned.length} 户还给大家` : `${assigned.length} 户`,
  })
  return assigned
}

export async function team(work: Work, days: number): Promise<{ callers: CallerNumbers[] }> {
  const rows = await readCallers(work.db, work.communityId, startOfDay(work.now, days - 1))
  return {
    callers: rows.map(({ account_id: accountId, median_minutes: median, ...row }) => ({
      accountId,
      name: row.name,
      calls: row.calls,
      reached: row.reached,
      visits: row.visits,
      closed: row.closed,
      medianMinutes: median === null ? null : Math.round(median * 10) / 10,
    })),
  }
}

export async function exportQueue(work: Work, filter: Filter, { reason }: ExportReason): Promise<FileReply> {
  const { rows, total } = await list(work, { ...filter, page: 1, size: EXPORT_ROWS, sort: 'urgency' })
  if (total > rows.length)
    throw new Refusal('too-large', `一次最多导出 ${EXPORT_ROWS} 户，现在选中 ${total} 户，请按网格分开导出`)
  work.record({ action: 'follow-up.exported', detail: `${rows.length} 户，用途：${reason}` })
  return exportFile(work, {
    fileName: `追踪-${civilDay(work.now)}.xlsx`,
    reason,
    headers: [
      '网格',
      '门牌',
      '状态',
      '照护',
      '电话',
      '还差',
      '打过几次',
      '上次结果',
      '上次时间',
      '派给',
      '包保人',
      '备注',
    ],
    rows: rows.map((row) => [
      row.gridCode,
      row.door,
      FOLLOW_UP_WORDS[row.state],
      row.care ? '是' : '',
      row.phonesMasked.join(' '),
      row.rounds.map(({ title, missing }) => `${title} ${missing} 人`).join('，'),
      row.attempts,
      row.last === null ? '' : outcomeWords(row.last),
      row.last === null ? '' : `${civilDay(new Date(row.last.at))} ${wallClock(new Date(row.last.at))}`,
      row.assignedTo?.name ?? '',
      row.responsible?.name ?? '',
      row.note,
    ]),
  })
}
