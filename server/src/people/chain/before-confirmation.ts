import { topCode } from '@gezhong/shared/actor'
import type { Work } from '../../database/transact.ts'
import { findGridByCode, readSubtree } from '../../grid/communities/queries.ts'
import type { ReportRow } from '../reconciliation/statements.ts'
import { readDifferencesOfGrids, type DifferenceRow } from '../reconciliation/store-queries.ts'

/*
 * What a confirmation is about to change, as it is before: enough to take it back to the letter. It is kept sealed with
 * the pasted text. Phone numbers stand in it open, as their own seal is made with keys that are changed from time to time.
 */

/** Of the lines, what the confirmation wrote. */
export interface Written {
  added: readonly ReportRow[]
  /** As they were before. */
  changed: readonly ReportRow[]
  moved: readonly ReportRow[]
  dropped: readonly ReportRow[]
}

const text = (sealed: Buffer | null) => sealed?.toString('base64') ?? null
const bytes = (kept: string | null) => (kept === null ? null : Buffer.from(kept, 'base64'))

function keepLine(work: Work, row: ReportRow) {
  const { communityId, state: _, phonesSealed, textSealed, fixSealed, remarkSealed, saidAt, spokenAt, ...plain } = row
  return {
    ...plain,
    phones: work.vault.openPhones(communityId, phonesSealed),
    textSealed: text(textSealed),
    fixSealed: text(fixSealed),
    remarkSealed: text(remarkSealed),
    saidAt: saidAt.toISOString(),
    spokenAt: spokenAt.toISOString(),
  }
}

/** A kept line as the columns it had; its state is not among them. */
export function lineFrom(work: Work, kept: ReturnType<typeof keepLine>): Omit<ReportRow, 'communityId' | 'state'> {
  const { phones, textSealed, fixSealed, remarkSealed, saidAt, spokenAt, ...plain } = kept
  return {
    ...plain,
    phonesSealed: work.vault.sealPhones(work.communityId, phones),
    textSealed: bytes(textSealed),
    fixSealed: bytes(fixSealed),
    remarkSealed: bytes(remarkSealed),
    saidAt: new Date(saidAt),
    spokenAt: new Date(spokenAt),
  }
}

const keepPlace = ({ id, position, line, lineIndex, spokenAt }: ReportRow) => ({
  id,
  position,
  line,
  lineIndex,
  spokenAt: spokenAt.toISOString(),
})

/** Who has it is not kept: giving a difference to somebody has nothing to do with the confirmation. */
function keepDifference(row: DifferenceRow) {
  const { communityId: _, rollId: __, ownerAccountId: ___, revision: ____, ...kept } = row
  return {
    ...kept,
    dueAt: kept.dueAt.toISOString(),
    openedAt: kept.openedAt.toISOString(),
    decidedAt: kept.decidedAt?.toISOString() ?? null,
    decisionSealed: text(kept.decisionSealed),
  }
}

/** A kept difference as the columns it had. */
export function differenceFrom(kept: ReturnType<typeof keepDifference>) {
  return {
    ...kept,
    dueAt: new Date(kept.dueAt),
    openedAt: new Date(kept.openedAt),
    decidedAt: kept.decidedAt === null ? null : new Date(kept.decidedAt),
    decisionSealed: bytes(kept.decisionSealed),
  }
}

/** Everything that the confirmation changed, as it was before. */
export interface Before {
  /** Ids of lines that were not there. */
  added: readonly string[]
  changed: readonly ReturnType<typeof keepLine>[]
  moved: readonly ReturnType<typeof keepPlace>[]
  dropped: readonly { id: string; lineKey: string | null }[]
  differences: readonly ReturnType<typeof keepDifference>[]
  /** Ids of the lines and reports whose differences, when one is settled later, stand in the way. */
  affected: readonly string[]
  /** Those among them that were settled already, with the instant of the decision. */
  settled: Readonly<Record<string, string>>
}

/** The differences of a top-level grid, for seeing what a confirmation does to them. Read elevated: it crosses scopes. */
export function readDomainDifferences(work: Work, rollId: string, gridCode: string): Promise<DifferenceRow[]> {
  return work.elevated(async () => {
    const top = await findGridByCode(work.db, work.communityId, topCode(gridCode))
    const gridIds = top === undefined ? [] : await readSubtree(work.db, work.communityId, top.id)
    return readDifferencesOfGrids(work.db, work.communityId, rollId, gridIds)
  })
}

/** What is to be kept of a confirmation, from the lines it wrote and the differences before and after it. */
export function beforeOf(
  work: Work,
  written: Written,
  earlier: readonly DifferenceRow[],
  later: readonly DifferenceRow[],
): Before {
  const revisions = new Map(earlier.map((row) => [row.id, row.revision]))
  const touched = later.filter((row) => revisions.get(row.id) !== row.revision)
  const touchedIds = new Set(touched.map((row) => row.id))
  const lines = [...written.added, ...written.changed, ...written.dropped]
  const affected = new Set([...lines.map((row) => row.id), ...touched.flatMap((row) => row.reportId ?? [])])
  return {
    added: written.added.map((row) => row.id),
    changed: written.changed.map((row) => keepLine(work, row)),
    moved: written.moved.map(keepPlace),
    dropped: written.dropped.map(({ id, lineKey }) => ({ id, lineKey })),
    differences: earlier.filter((row) => touchedIds.has(row.id)).map(keepDifference),
    affected: [...affected],
    settled: Object.fromEntries(
      later
        .filter((row) => row.decidedAt !== null && affected.has(row.reportId ?? ''))
        .map((row) => [row.id, row.decidedAt!.toISOString()]),
    ),
  }
}

export const sealBefore = (work: Work, before: Before): Buffer =>
  work.vault.packForCommunity(work.communityId, JSON.stringify(before))

export const openBefore = (work: Work, sealed: Buffer): Before =>
  JSON.parse(work.vault.unpackForCommunity(work.communityId, sealed)) as Before
