import { maskPhone } from '@gezhong/shared/people/phone'
import type { ResultCandidate, ResultCase } from '@gezhong/shared/people/results/contract'
import type { Work } from '../../database/transact.ts'
import { maskText } from '../../security/mask-text.ts'
import { readAccountNames } from '../ledger/names.ts'
import {
  readPersonCandidates,
  readSame,
  readTubeCandidates,
  type PersonCandidate,
  type TubeCandidate,
} from './case-queries.ts'
import type { ResultRow } from './row-queries.ts'
import { subjectKey } from './subject.ts'
import type { Subject } from '@gezhong/shared/people/results/outcome'
import { personOf } from './take-in.ts'

const NOTHING = {
  tubeId: null,
  householdId: null,
  residentId: null,
  tubeCode: null,
  roundTitle: null,
  openedAt: null,
  people: null,
  gridCode: null,
  door: null,
  names: [],
  phonesMasked: [],
  headcount: null,
  ageGroup: null,
} satisfies ResultCandidate

const nameOf = ({ vault, communityId }: Work, sealed: Buffer) => maskText(vault.open(communityId, sealed))

const presentTube = (work: Work, row: TubeCandidate): ResultCandidate => ({
  ...NOTHING,
  tubeId: row.id,
  tubeCode: row.code,
  roundTitle: maskText(row.round_title),
  openedAt: new Date(row.opened_at).toISOString(),
  people: row.people,
  gridCode: row.grid_code,
  names: (row.names ?? []).map((sealed) => nameOf(work, sealed)),
})

const presentPerson = (work: Work, row: PersonCandidate): ResultCandidate => ({
  ...NOTHING,
  householdId: row.household_id,
  residentId: row.resident_id,
  gridCode: row.grid_code,
  door: row.door,
  names: row.name_sealed === null ? [] : [nameOf(work, row.name_sealed)],
  phonesMasked: work.vault.openPhones(work.communityId, row.phones_sealed).map(maskPhone),
  headcount: row.headcount,
  ageGroup: row.age_group,
})

/** Whom a matched row is about. */
function subjectOf({ tubeId, householdId, residentId }: ResultRow): Subject | null {
  if (tubeId !== null) return { tubeId }
  return householdId === null ? null : { householdId, residentId }
}

/** Those who are still there, by their key. */
export async function candidatesOf(work: Work, subjects: readonly Subject[]): Promise<Map<string, ResultCandidate>> {
  const { db, communityId } = work
  const tubeIds = subjects.flatMap((one) => ('tubeId' in one ? one.tubeId : []))
  const householdIds = subjects.flatMap((one) => ('householdId' in one ? one.householdId : []))
  const residentIds = subjects.flatMap((one) => ('householdId' in one ? (one.residentId ?? []) : []))
  const found = new Map<string, ResultCandidate>()
  for (const row of await readTubeCandidates(db, communityId, tubeIds))
    found.set(subjectKey({ tubeId: row.id }), presentTube(work, row))
  for (const row of await readPersonCandidates(db, communityId, householdIds, residentIds))
    found.set(subjectKey({ householdId: row.household_id, residentId: row.resident_id }), presentPerson(work, row))
  return found
}

/** Rows with whom they may be about, in the order given. */
export async function presentCases(work: Work, rows: readonly ResultRow[]): Promise<ResultCase[]> {
  const chosen = rows.flatMap((row) => subjectOf(row) ?? [])
  const known = await candidatesOf(work, [...rows.flatMap(({ candidates }) => candidates), ...chosen])
  const same = await readSame(
    work.db,
    work.communityId,
    rows.map(({ id }) => id),
  )
  const names = await readAccountNames(
    work.db,
    rows.flatMap(({ decidedBy }) => decidedBy ?? []),
  )
  return rows.map((row) => {
    const { name, phone, address } = personOf(work, row)
    const subject = subjectOf(row)
    return {
      id: row.id,
      state: row.state,
      outcome: row.outcome,
      fileName: maskText(same.get(row.id)?.file_name ?? ''),
      line: row.line,
      same: same.get(row.id)?.same ?? 1,
      tubeCode: row.tubeCode,
      name: name === null ? null : maskText(name),
      phoneMasked: phone === null ? null : maskPhone(phone),
      address: address === null ? null : maskText(address),
      sampledAt: row.sampledAt?.toISOString() ?? null,
      testedAt: row.testedAt?.toISOString() ?? null,
      candidates: row.candidates.flatMap((one) => known.get(subjectKey(one)) ?? []),
      chosen: subject === null ? null : (known.get(subjectKey(subject)) ?? null),
      decidedByName: row.decidedBy === null ? null : (names.get(row.decidedBy) ?? ''),
      decidedAt: row.decidedAt?.toISOString() ?? null,
    }
  })
}
