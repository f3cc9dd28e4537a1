import { PRINT_MINUTES, PRINTED_PHONES, type printMissing } from '@gezhong/shared/people/missing/contract'
import { sql } from 'drizzle-orm'
import type { z } from 'zod'
import { watchReveals } from '../../audit/alerts/reveal-watch.ts'
import type { Work } from '../../database/transact.ts'
import { maskText } from '../../security/mask-text.ts'
import { requireRoll } from '../rolls/service.ts'
import { compare, countsOf, pageOfMissing, type MissingFilter } from './service.ts'

type Asked = z.output<(typeof printMissing)['body']>

/** Whether the asker was given an earlier part of this print just now. */
async function goesOn(work: Work, print: string): Promise<boolean> {
  const { db, communityId, actor, now } = work
  const since = new Date(now.getTime() - PRINT_MINUTES * 60_000).toISOString()
  // Elevated, as workers do not read the log.
  const { rows } = await work.elevated(() =>
    db.execute<{ begun: boolean }>(sql`
    SELECT EXISTS (SELECT 1 FROM audit_entry
      WHERE community_id = ${communityId} AND account_id = ${actor.accountId} AND action = 'roll.printed'
        AND subject_id = ${print} AND at > ${since}::timestamptz) AS begun`),
  )
  return rows[0]!.begun
}

/**
 * A part of the list with whole numbers. Every household that goes on the paper was opened by whoever prints, and stands in
 * the log like one dialled; the command post hears of the whole list with the first part, for the others follow.
 */
export async function print(work: Work, rollId: string, filter: MissingFilter, asked: Asked & { perHour: number }) {
  const roll = await requireRoll(work, rollId)
  const { households, reason, perHour } = asked
  const { rows, shown } = await pageOfMissing(work, roll, { ...filter, households, page: 1, size: PRINTED_PHONES })
  const whole = rows.map((row) => work.vault.openPhones(work.communityId, row.phones_sealed))
  const opened = rows.filter((_, index) => whole[index]!.length > 0)
  if (opened.length > 0 && !(await goesOn(work, asked.print))) {
    const { total } = await countsOf(work, await compare(work, roll, filter))
    const stopped = await watchReveals(work, perHour, { subjectId: rollId, numbers: total, onPaper: true })
    if (stopped !== null) return stopped
  }
  for (const row of opened)
    work.record({ action: 'household.phone-revealed', subjectId: row.household_id, detail: `${row.door}（打印名单）` })
  const detail = `${maskText(roll.title)} ${rows.length} 户，里面有 ${opened.length} 户的完整号码，用途：${reason}`
  work.record({ action: 'roll.printed', subjectId: asked.print, detail })
  return { rows: shown.map((row, index) => ({ ...row, phones: whole[index]! })) }
}
