import type { ChainView, LineFix } from '@gezhong/shared/people/chain/contract'
import { Refusal } from '@gezhong/shared/errors'
import { sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import type { Work } from '../../database/transact.ts'
import { holdDomain, reconcileDomain } from '../reconciliation/reconcile-roll.ts'
import { changeReport } from '../reconciliation/store-queries.ts'
import type { ReportRow } from '../reconciliation/statements.ts'
import { addPaste, addReports, countPaste, dropReports } from './queries.ts'
import type { TextReader } from './read-text.ts'
import { readsOtherwise } from './reading.ts'
import { confirmedText, plan, readAround, readBack, requirePlace, show, type Place, type Plan } from './service.ts'

/** The row as judged, so that storing it needs no second write. */
function judged(row: ReportRow, { byId }: Plan): ReportRow {
  const judgement = byId.get(row.id)
  if (judgement === undefined) return row
  const { household, verdict, candidateIds, reasons } = judgement
  return {
    ...row,
    verdict,
    candidateIds,
    verdictReasons: reasons,
    householdId: household?.id ?? null,
    buildingId: household?.buildingId ?? null,
    gridId: household?.gridId ?? row.gridId,
  }
}

/** Moves lines that only changed their place in the text, in one statement. */
async function moveLines(work: Work, moved: readonly ReportRow[]): Promise<void> {
  if (moved.length === 0) return
  const rows = sql.join(
    moved.map(
      (row) =>
        sql`(${row.id}::uuid, ${row.position}::int, ${row.line}::int, ${row.lineIndex}::int, ${row.spokenAt.toISOString()}::timestamptz)`,
    ),
    sql`, `,
  )
  await work.db.execute(sql`
    UPDATE report SET position = moved.position, line = moved.line, line_index = moved.line_index, spoken_at = moved.spoken_at
    FROM (VALUES ${rows}) AS moved (id, position, line, line_index, spoken_at)
    WHERE report.community_id = ${work.communityId} AND report.id = moved.id`)
}

async function storeLines(work: Work, place: Place, made: Plan): Promise<void> {
  const before = new Map(place.reports.map((row) => [row.id, row]))
  const rows = made.reading.lines.map(({ row }) => judged(row, made))
  const isMoved = (row: ReportRow, old: ReportRow) =>
    row.position !== old.position ||
    row.line !== old.line ||
    row.lineIndex !== old.lineIndex ||
    row.spokenAt.getTime() !== old.spokenAt.getTime()
  const isReworded = (row: ReportRow, old: ReportRow) =>
    row.textSealed !== old.textSealed || row.fixSealed !== old.fixSealed || readsOtherwise(row, old)
  await addReports(
    work.db,
    rows.filter((row) => !before.has(row.id)),
  )
  const known = [...rows, ...made.kept].flatMap((row) => {
    const old = before.get(row.id)
    return old === undefined ? [] : [{ row, old }]
  })
  for (const { row, old } of known) if (isReworded(row, old)) await changeReport(work.db, work.communityId, row.id, row)
  await moveLines(
    work,
    known.filter(({ row, old }) => !isReworded(row, old) && isMoved(row, old)).map(({ row }) => row),
  )
}

async function keepText(work: Work, place: Place, text: string): Promise<void> {
  if (text !== '' && (await confirmedText(work, place.chain)) === text) return
  const id = uuidv7()
  const where = { communityId: work.communityId, rollId: place.roll.id, gridId: place.gridId }
  const textSealed = work.vault.sealForCommunity(work.communityId, text)
  await addPaste(work.db, { ...where, id, textSealed, accountId: work.actor.accountId, at: work.now })
  await countPaste(work.db, { ...where, pastes: 1, pastedAt: work.now, pasteId: id })
}

interface Confirmation {
  text: string
  fixes: readonly LineFix[]
  dropGone: boolean
}

/**
 * Confirms a pasted chain in one transaction: the raw text is kept, each line has its outcome, differences are opened.
 * Whoever confirms the same text at the same moment waits, and then finds nothing left to do.
 */
export async function confirm(
  work: Work,
  rollId: string,
  gridId: string,
  { text, fixes, dropGone }: Confirmation,
  reader: TextReader,
): Promise<ChainView> {
  const place = await requirePlace(work, rollId, gridId)
  if (place.roll.state !== 'open') throw new Refusal('roll-closed')
  await holdDomain(work, place.roll, place.gridCode)
  Object.assign(place, await readAround(work, rollId, gridId))
  const made = await plan(work, place, text, fixes, dropGone, reader)
  await storeLines(work, place, made)
  if (dropGone)
    await dropReports(
      work.db,
      work.communityId,
      made.reading.gone.map((row) => row.id),
    )
  await keepText(work, place, text)
  await reconcileDomain(work, place.roll, place.gridCode)
  const { counts, lines } = await show(work, place, made)
  work.record({
    action: 'chain.confirmed',
    subjectId: gridId,
    detail: `第${place.gridCode}网格 新增${counts.new} 改了${counts.changed} 少了${counts.gone} 没变${counts.same}`,
  })
  const after = await readBack(work, rollId, gridId, reader)
  // What this confirmation changed is told once; read later, every line is the same.
  const shown = new Map(lines.map((line) => [line.key, line]))
  return {
    ...after,
    counts: { ...after.counts, new: counts.new, changed: counts.changed, gone: counts.gone, same: counts.same },
    lines: after.lines.map((line) => {
      const told = shown.get(line.key)
      return told === undefined ? line : { ...line, change: told.change, previousText: told.previousText }
    }),
  }
}
