import type { LineChange, LineFix } from '@gezhong/shared/people/chain/contract'
import { diffChain, lineIdentity } from '@gezhong/shared/people/chain/diff'
import { parseEntry } from '@gezhong/shared/people/chain/parse'
import type { ChainEntry } from '@gezhong/shared/people/chain/types'
import { maskPhone } from '@gezhong/shared/people/phone'
import { uuidv7 } from 'uuidv7'
import type { Work } from '../../database/transact.ts'
import { Turns } from '../../turns.ts'
import type { ReportRow } from '../reconciliation/statements.ts'
import type { ChainAround, ChainReader } from './reports-reader.ts'

/** One line of the text as it would be stored. */
export interface PlannedLine {
  /** As written; its spans fit its text. */
  entry: ChainEntry
  row: ReportRow
  change: Exclude<LineChange, 'gone'>
  previousText: string | null
  fix: string | null
}

export interface Reading {
  lines: PlannedLine[]
  /** Lines that were there before and are not in this text. */
  gone: ReportRow[]
}

type Comparable = Pick<ChainEntry, 'raw' | 'index' | 'door' | 'phones'> & { row: ReportRow }

export const textOf = (work: Work, sealed: Buffer | null): string =>
  sealed === null ? '' : work.vault.openForCommunity(work.communityId, sealed)

const sealText = (work: Work, text: string): Buffer | null =>
  text === '' ? null : work.vault.sealForCommunity(work.communityId, text)

function comparable(work: Work, row: ReportRow): Comparable {
  return {
    raw: textOf(work, row.textSealed),
    index: row.lineIndex,
    door: row.door,
    phones: work.vault.openPhones(work.communityId, row.phonesSealed),
    row,
  }
}

/** What was read of an entry, as columns. */
export function fieldsOf(work: Work, entry: ChainEntry) {
  return {
    door: entry.door,
    doorCandidates: [...entry.doorCandidates],
    headcount: entry.headcount,
    phonesSealed: work.vault.sealPhones(work.communityId, entry.phones),
    phoneIndexes: entry.phones.map((phone) => work.vault.phoneIndex(work.communityId, phone)),
    intent: entry.intent,
    isCorrection: entry.isCorrection,
    remarkSealed: sealText(work, entry.remark),
    confidence: entry.confidence,
    reasons: [...entry.reasons],
  }
}

const joined = (texts: readonly string[]) => texts.join('\n')

/** The same words can read otherwise when the ledger or a heading above them changed. */
export const readsOtherwise = (row: ReportRow, old: ReportRow): boolean =>
  row.door !== old.door ||
  row.headcount !== old.headcount ||
  row.intent !== old.intent ||
  joined(row.doorCandidates) !== joined(old.doorCandidates) ||
  joined(row.reasons) !== joined(old.reasons)

/** What a person decided holds for the words it was decided on; other words are judged anew. */
const UNDECIDED = {
  chosenHouseholdId: null,
  chosenHeadcount: null,
  dismissed: false,
  rejectedHouseholdIds: [] as string[],
  fixSealed: null,
}

function emptyRow(work: Work, rollId: string, gridId: string): ReportRow {
  return {
    ...UNDECIDED,
    communityId: work.communityId,
    id: uuidv7(),
    rollId,
    gridId,
    buildingId: null,
    householdId: null,
    source: 'chain',
    state: 'standing',
    chainGridId: gridId,
    lineKey: null,
    position: 0,
    line: null,
    lineIndex: null,
    textSealed: null,
    door: null,
    doorCandidates: [],
    headcount: null,
    phonesSealed: null,
    phoneIndexes: [],
    intent: 'report',
    isCorrection: false,
    remarkSealed: null,
    confidence: 0,
    reasons: [],
    verdictReasons: [],
    candidateIds: [],
    verdict: 'incomplete',
    accountId: work.actor.accountId,
    saidAt: work.now,
    spokenAt: work.now,
  }
}

/** Names lines by their words and, among equal ones, by the lowest number that is free. */
class KeyBook {
  readonly #taken: Set<string>
  readonly #next = new Map<string, number>()
  readonly #work: Work

  constructor(work: Work, taken: readonly ReportRow[]) {
    this.#work = work
    this.#taken = new Set(taken.flatMap((row) => row.lineKey ?? []))
  }

  keyFor(entry: ChainEntry): string {
    const print = this.#work.vault.fingerprint(this.#work.communityId, lineIdentity(entry))
    let ordinal = this.#next.get(print) ?? 1
    while (this.#taken.has(`${print}.${ordinal}`)) ordinal += 1
    this.#taken.add(`${print}.${ordinal}`)
    this.#next.set(print, ordinal + 1)
    return `${print}.${ordinal}`
  }
}

/** Reads a pasted text against the lines of this chain that stand now. Writes nothing. */
export async function readPasted(
  work: Work,
  place: { rollId: string; gridId: string },
  text: string,
  before: readonly ReportRow[],
  fixes: readonly LineFix[],
  around: ChainAround,
  reader: ChainReader,
): Promise<Reading> {
  const entries = await reader.read(text, around)
  const fixOf = new Map(fixes.map((fix) => [fix.key, fix.text.trim()]))
  const stood = [...before].sort((a, b) => a.position - b.position).map((row) => comparable(work, row))
  const { changes, gone } = diffChain<Comparable | ChainEntry>(stood, entries)
  const keys = new KeyBook(work, before)
  const matched = matchSame(stood, entries)
  const lines: PlannedLine[] = []
  const turns = new Turns()
  for (const [position, change] of changes.entries()) {
    if (turns.due) await turns.share()
    const entry = entries[position]!
    const old = change.kind === 'changed' ? (change.previous as Comparable).row : matched.get(position)
    const base = old ?? emptyRow(work, place.rollId, place.gridId)
    const key = change.kind === 'same' && base.lineKey !== null ? base.lineKey : keys.keyFor(entry)
    const kept = change.kind === 'same' ? textOf(work, base.fixSealed) : ''
    const fix = unmasked(fixOf.get(key) ?? kept, entry.phones)
    const read = fix === '' ? entry : parseEntry(fix, around.context)
    lines.push({
      entry,
      change: change.kind,
      previousText: change.kind === 'changed' ? (change.previous as Comparable).raw : null,
      fix: fix === '' ? null : fix,
      row: {
        ...base,
        ...(change.kind === 'changed' || fix !== kept ? UNDECIDED : {}),
        ...fieldsOf(work, read),
        lineKey: key,
        position,
        line: entry.line,
        lineIndex: entry.index,
        textSealed: change.kind === 'same' ? base.textSealed : sealText(work, entry.raw),
        fixSealed: change.kind === 'same' && fix === kept ? base.fixSealed : sealText(work, fix),
      },
    })
  }
  return { lines, gone: gone.map((entry) => (entry as Comparable).row) }
}

/** A rewording made from a masked line still means the number that stood there. */
function unmasked(fix: string, phones: readonly string[]): string {
  return phones.reduce((text, phone) => text.replace(maskPhone(phone), phone), fix)
}

/** The earlier row of each line that stayed the same, in the order in which the difference pairs them. */
function matchSame(stood: readonly Comparable[], entries: readonly ChainEntry[]): Map<number, ReportRow> {
  const waiting = new Map<string, ReportRow[]>()
  for (const entry of stood) {
    const identity = lineIdentity(entry)
    const rows = waiting.get(identity)
    if (rows === undefined) waiting.set(identity, [entry.row])
    else rows.push(entry.row)
  }
  const found = new Map<number, ReportRow>()
  entries.forEach((entry, position) => {
    const row = waiting.get(lineIdentity(entry))?.shift()
    if (row !== undefined) found.set(position, row)
  })
  return found
}
