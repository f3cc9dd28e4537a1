import { foldName } from '@gezhong/shared/people/import/result-rows'
import type { ResultStored } from '@gezhong/shared/people/import/row-verdict'
import { uuidv7 } from 'uuidv7'
import type { Work } from '../../database/transact.ts'
import { Turns } from '../../turns.ts'
import { knownPeople, knownTubes } from './known.ts'
import { matchRow, type Claim, type Known } from './match.ts'
import {
  addRows,
  changeRows,
  readRowsByDigest,
  readRowsOfImport,
  readUndecidedWithCodes,
  readUnmatched,
  undoRows,
  type ResultRow,
} from './row-queries.ts'
import { spread, takeAway } from './spread.ts'
import { columnsOf, subjectKey } from './subject.ts'
import { atOneMoment } from './untold-times.ts'

/*
 * Takes in the good rows of a result file. Every row is kept, whomever it is about; what a person has decided about the very
 * same row of an earlier file holds for it too.
 */

export interface FileRow {
  sheet: string
  row: number
  stored: ResultStored
}

type Person = Pick<ResultStored, 'name' | 'phone' | 'address' | 'door'>

export function personOf({ vault, communityId }: Work, { personSealed }: ResultRow): Person {
  if (personSealed === null) return { name: null, phone: null, address: null, door: null }
  const [name, phone, address, door] = JSON.parse(vault.openForCommunity(communityId, personSealed)) as (
    string | null
  )[]
  return { name: name ?? null, phone: phone ?? null, address: address ?? null, door: door ?? null }
}

const time = (at: Date | null) => at?.getTime() ?? null

function claimOf(work: Work, row: ResultRow, { name, phone, door }: Person = personOf(work, row)): Claim {
  return {
    tubeCode: row.tubeCode,
    name: name === null ? null : foldName(name),
    phoneIndex: phone === null ? null : work.vault.phoneIndex(work.communityId, phone),
    door,
    sampledAt: time(row.sampledAt),
    testedAt: time(row.testedAt),
    rejected: row.rejected,
  }
}

function rowOf(work: Work, importId: string, { sheet, row, stored }: FileRow): ResultRow {
  const { vault, communityId } = work
  const { tubeCode, name, phone, address, door, outcome } = stored
  const isNamed = name !== null || phone !== null || address !== null
  const instant = (text: string | null) => (text === null ? null : new Date(text))
  return {
    communityId,
    id: uuidv7(),
    importId,
    sheet: sheet.slice(0, 200),
    line: row,
    tubeCode,
    personSealed: isNamed ? vault.sealForCommunity(communityId, JSON.stringify([name, phone, address, door])) : null,
    outcome,
    sampledAt: instant(stored.sampledAt),
    testedAt: instant(stored.testedAt),
    at: instant(stored.testedAt ?? stored.sampledAt) ?? work.now,
    digest: vault.fingerprint(communityId, JSON.stringify(stored)),
    state: 'unknown',
    ...columnsOf(null),
    candidates: [],
    rejected: [],
    decidedBy: null,
    decidedAt: null,
    undoneAt: null,
  }
}

function matched(work: Work, row: ResultRow, known: Known, person?: Person): ResultRow {
  const { state, subject, candidates } = matchRow(claimOf(work, row, person), known)
  return { ...row, state, ...columnsOf(subject), candidates: [...candidates] }
}

/** What a person said of the same row before. */
const decisionOf = ({
  state,
  tubeId,
  householdId,
  residentId,
  candidates,
  rejected,
  decidedBy,
  decidedAt,
}: ResultRow) =>
  ({ state, tubeId, householdId, residentId, candidates, rejected, decidedBy, decidedAt }) satisfies Partial<ResultRow>

/** Keeps rows of a file and finds whom each is about. `tell` hears of every thousand. */
export async function takeIn(
  work: Work,
  importId: string,
  fileRows: readonly FileRow[],
  tell: (done: number) => Promise<void>,
): Promise<void> {
  const turns = new Turns()
  const rows = fileRows.map((one) => rowOf(work, importId, one))
  const before = new Map<string, ResultRow>()
  const TOGETHER = 5000
  for (let start = 0; start < rows.length; start += TOGETHER) {
    const digests = rows.slice(start, start + TOGETHER).map(({ digest }) => digest)
    for (const row of await readRowsByDigest(work.db, work.communityId, [...new Set(digests)]))
      if (row.decidedBy !== null || row.rejected.length > 0) before.set(row.digest, row)
  }
  const known = await knownPeople(
    work,
    rows.map((row, at) => claimOf(work, row, fileRows[at]!.stored)),
  )
  const done: ResultRow[] = []
  for (const [at, row] of rows.entries()) {
    const decided = before.get(row.digest)
    done.push(
      decided === undefined ? matched(work, row, known, fileRows[at]!.stored) : { ...row, ...decisionOf(decided) },
    )
    if (turns.due) {
      await turns.share()
      await tell(done.length)
    }
  }
  const kept = atOneMoment(done)
  await addRows(work.db, kept)
  await spread(work, kept)
}

/** Takes a whole file back: what other files say of the same people counts again. */
export async function undoFile(work: Work, importId: string): Promise<void> {
  const rows = await readRowsOfImport(work.db, work.communityId, importId)
  await undoRows(work.db, work.communityId, importId, work.now)
  await takeAway(work, rows)
}

/** Writes where a look brought something else than what stood there. */
async function look(work: Work, rows: readonly ResultRow[], known: Known): Promise<ResultRow[]> {
  const found: ResultRow[] = []
  for (const row of rows) {
    const now = matched(work, row, known)
    const same =
      now.state === row.state && now.candidates.map(subjectKey).join() === row.candidates.map(subjectKey).join()
    if (same && row.state !== 'matched') continue
    await changeRows(work.db, work.communityId, [row], { ...columnsOf(null), ...decisionOf(now) })
    if (now.state === 'matched') found.push(now)
  }
  await spread(work, found)
  return found
}

/** Looks again at every row that is about nobody yet. */
export async function lookAgain(work: Work): Promise<{ looked: number; matched: number }> {
  const rows = await readUnmatched(work.db, work.communityId)
  const known = await knownPeople(
    work,
    rows.map((row) => claimOf(work, row)),
  )
  const found = await look(work, rows, known)
  if (rows.length > 0)
    work.record({ action: 'result.rematched', detail: `看了 ${rows.length} 行，对上 ${found.length} 行` })
  return { looked: rows.length, matched: found.length }
}

/** Results may come before the phone that took the samples has a network: rows that named these tubes find them now. */
export async function followCodes(work: Work, codes: readonly string[]): Promise<void> {
  const rows = await readUndecidedWithCodes(work.db, work.communityId, codes)
  if (rows.length === 0) return
  const known = await knownTubes(
    work,
    rows.map((row) => claimOf(work, row)),
  )
  const persons = rows.filter(({ householdId }) => householdId !== null)
  const now = rows.filter((row) => matchRow(claimOf(work, row), known).state === 'matched' || row.householdId === null)
  await takeAway(
    work,
    persons.filter((row) => now.includes(row)),
  )
  await look(work, now, known)
}
