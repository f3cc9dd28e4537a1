import type { ChainView, LineFix } from '@gezhong/shared/people/chain/contract'
import { Refusal } from '@gezhong/shared/errors'
import { canPasteChain } from '@gezhong/shared/people/policy'
import type { Work } from '../../database/transact.ts'
import { findGrid, readSubtree } from '../../grid/communities/queries.ts'
import { judge, type Judgement } from '../reconciliation/judge.ts'
import {
  readLedgerOfGrids,
  readReportsOfGrids,
  spokenTimes,
  type KnownHousehold,
  type ReportRow,
} from '../reconciliation/statements.ts'
import type { RollRow } from '../rolls/queries.ts'
import { requireAsked, requireRoll } from '../rolls/service.ts'
import { groupContext } from './group.ts'
import { readHistory, type ChainHistory } from './history.ts'
import { presentChain, type ShownLine } from './present.ts'
import { findChain, readPaste, type ChainRow } from './queries.ts'
import type { ChainAround, ChainReader } from './reports-reader.ts'
import { readPasted, textOf, type Reading } from './reading.ts'

/** A group's chain in a roll with all that is known around it, in the asker's scope. */
export interface Place {
  roll: RollRow
  gridId: string
  gridCode: string
  chain: ChainRow | undefined
  history: ChainHistory
  households: KnownHousehold[]
  /** Everything said in this grid, by chain or otherwise. */
  reports: ReportRow[]
}

export async function requireAllowed(work: Work, rollId: string, gridId: string) {
  const roll = await requireRoll(work, rollId)
  const grid = await findGrid(work.db, work.communityId, gridId)
  if (grid === undefined) throw new Refusal('not-found')
  if (!canPasteChain(work.actor, grid.code)) throw new Refusal('not-allowed')
  await requireAsked(work, roll, grid.code)
  return { roll, gridId, gridCode: grid.code }
}

async function requirePlace(work: Work, rollId: string, gridId: string): Promise<Place> {
  return { ...(await requireAllowed(work, rollId, gridId)), ...(await readAround(work, rollId, gridId)) }
}

/** What a text would be read with at this moment. */
export async function lookAround(work: Work, rollId: string, gridId: string): Promise<ChainAround> {
  const { gridCode } = await requireAllowed(work, rollId, gridId)
  const gridIds = await readSubtree(work.db, work.communityId, gridId)
  return groupContext(work, gridCode, await readLedgerOfGrids(work.db, work.communityId, gridIds))
}

export async function readAround(work: Work, rollId: string, gridId: string) {
  const gridIds = await readSubtree(work.db, work.communityId, gridId)
  const chain = await findChain(work.db, work.communityId, rollId, gridId)
  return {
    chain,
    history: await readHistory(work, chain),
    households: await readLedgerOfGrids(work.db, work.communityId, gridIds),
    reports: await readReportsOfGrids(work.db, work.communityId, rollId, gridIds),
  }
}

const ofChain = (place: Place) => (row: ReportRow) => row.chainGridId === place.gridId && row.state === 'standing'

export interface Plan {
  reading: Reading
  /** Lines that are gone from the text and stand all the same. */
  kept: ReportRow[]
  /** Of everything that would then have been said in this grid. */
  judgements: Judgement[]
  byId: ReadonlyMap<string, Judgement>
}

/** What confirming this text would do. Writes nothing. */
export async function plan(
  work: Work,
  place: Place,
  text: string,
  fixes: readonly LineFix[],
  dropGone: boolean,
  reader: ChainReader,
): Promise<Plan> {
  const around = await groupContext(work, place.gridCode, place.households)
  const before = place.reports.filter(ofChain(place))
  const where = { rollId: place.roll.id, gridId: place.gridId }
  const reading = await readPasted(work, where, text, before, fixes, around, reader)
  const lines = reading.lines.map(({ row }) => row)
  const kept = dropGone ? [] : reading.gone.map((row) => ({ ...row }))
  const times = spokenTimes([...lines, ...kept])
  for (const row of [...lines, ...kept]) row.spokenAt = times.get(row.id)!
  const ofThisChain = new Set([...lines, ...reading.gone].map((row) => row.id))
  const others = place.reports.filter((row) => !ofThisChain.has(row.id))
  const judgements = judge(place.roll.question, place.households, [...others, ...kept, ...lines])
  return { reading, kept, judgements, byId: new Map(judgements.map((judgement) => [judgement.row.id, judgement])) }
}

function goneLine(work: Work, row: ReportRow, judgement: Judgement | undefined): ShownLine {
  return {
    judgement: judgement ?? {
      row,
      verdict: row.verdict,
      household: null,
      candidateIds: [],
      reasons: [],
      difference: null,
    },
    entry: null,
    text: textOf(work, row.textSealed),
    change: 'gone',
    previousText: null,
    fix: null,
    stored: true,
  }
}

export async function show(work: Work, place: Place, { reading, judgements, byId }: Plan): Promise<ChainView> {
  const stored = new Set(place.reports.map((row) => row.id))
  const lines = reading.lines.map(({ entry, row, change, previousText, fix }): ShownLine => ({
    judgement: byId.get(row.id)!,
    entry,
    text: entry.raw,
    change,
    previousText,
    fix,
    stored: stored.has(row.id),
  }))
  const gone = reading.gone.map((row) => goneLine(work, row, byId.get(row.id)))
  const where = { rollId: place.roll.id, gridId: place.gridId }
  const all = [...lines, ...gone]
  const shown = await presentChain(work, where, place.roll.question, place.chain, place.households, judgements, all)
  return { ...shown, ...place.history }
}

export async function preview(
  work: Work,
  rollId: string,
  gridId: string,
  text: string,
  fixes: readonly LineFix[],
  reader: ChainReader,
): Promise<ChainView> {
  const place = await requirePlace(work, rollId, gridId)
  return show(work, place, await plan(work, place, text, fixes, false, reader))
}

/** The text that was pasted; empty when there is none. */
export async function pastedText(work: Work, pasteId: string | null | undefined): Promise<string> {
  const paste = pasteId == null ? undefined : await readPaste(work.db, work.communityId, pasteId)
  return paste === undefined ? '' : textOf(work, paste.textSealed)
}

/** The chain as last confirmed: its text read again with today's ledger, so every line is the same. */
export async function readBack(work: Work, rollId: string, gridId: string, reader: ChainReader): Promise<ChainView> {
  const place = await requirePlace(work, rollId, gridId)
  return show(work, place, await plan(work, place, await pastedText(work, place.chain?.pasteId), [], false, reader))
}
