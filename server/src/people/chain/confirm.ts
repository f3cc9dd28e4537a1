import type { ChainView, LineFix } from '@gezhong/shared/people/chain/contract'
import { Refusal } from '@gezhong/shared/errors'
import type { Work } from '../../database/transact.ts'
import { holdDomain, reconcileDomain } from '../reconciliation/reconcile-roll.ts'
import { changeReport } from '../reconciliation/store-queries.ts'
import type { ReportRow } from '../reconciliation/statements.ts'
import { readDomainDifferences, type Written } from './before-confirmation.ts'
import { keepConfirmation } from './keep-confirmation.ts'
import { moveLines } from './move-lines.ts'
import { addReports, dropReports } from './queries.ts'
import type { ChainReader } from './reports-reader.ts'
import { readsOtherwise } from './reading.ts'
import { plan, readAround, readBack, requireAllowed, show, type Place, type Plan } from './service.ts'

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

async function storeLines(work: Work, place: Place, made: Plan): Promise<Omit<Written, 'dropped'>> {
  const before = new Map(place.reports.map((row) => [row.id, row]))
  const rows = made.reading.lines.map(({ row }) => judged(row, made))
  const isMoved = (row: ReportRow, old: ReportRow) =>
    row.position !== old.position ||
    row.line !== old.line ||
    row.lineIndex !== old.lineIndex ||
    row.spokenAt.getTime() !== old.spokenAt.getTime()
  const isReworded = (row: ReportRow, old: ReportRow) =>
    row.textSealed !== old.textSealed || row.fixSealed !== old.fixSealed || readsOtherwise(row, old)
  const added = rows.filter((row) => !before.has(row.id))
  await addReports(work.db, added)
  const known = [...rows, ...made.kept].flatMap((row) => {
    const old = before.get(row.id)
    return old === undefined ? [] : [{ row, old }]
  })
  const changed = known.filter(({ row, old }) => isReworded(row, old))
  for (const { row } of changed) await changeReport(work.db, work.communityId, row.id, row)
  const moved = known.filter(({ row, old }) => !isReworded(row, old) && isMoved(row, old))
  await moveLines(
    work,
    moved.map(({ row }) => row),
  )
  return { added, changed: changed.map(({ old }) => old), moved: moved.map(({ old }) => old) }
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
  reader: ChainReader,
): Promise<ChainView> {
  const allowed = await requireAllowed(work, rollId, gridId)
  if (allowed.roll.state !== 'open') throw new Refusal('roll-closed')
  await holdDomain(work, allowed.roll, allowed.gridCode)
  const place: Place = { ...allowed, ...(await readAround(work, rollId, gridId)) }
  const made = await plan(work, place, text, fixes, dropGone, reader)
  const earlier = await readDomainDifferences(work, rollId, place.gridCode)
  const dropped = dropGone ? made.reading.gone : []
  const written = { ...(await storeLines(work, place, made)), dropped }
  await dropReports(
    work.db,
    work.communityId,
    dropped.map((row) => row.id),
  )
  await reconcileDomain(work, place.roll, place.gridCode)
  const { counts, lines } = await show(work, place, made)
  await keepConfirmation(work, place, { text, made, written, counts, dropGone, earlier })
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
