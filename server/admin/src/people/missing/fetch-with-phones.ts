import {
  listMissing,
  PRINTED_PHONES,
  printMissing,
  type MissingHousehold,
} from '@gezhong/shared/people/missing/contract'
import type { z } from 'zod'
import { call } from '../../api/api.ts'
import { fetchEvery } from '../../api/fetch-every.ts'
import { newId } from '../../api/new-id.ts'
import type { PrintedRow } from './missing-sheets.tsx'

export type MissingQuery = z.input<typeof printMissing.query>

export const fetchMissing = (rollId: string, query: MissingQuery): Promise<MissingHousehold[]> =>
  fetchEvery((part) => call(listMissing, { params: { id: rollId }, query: { ...query, ...part } }))

/** A print under way: what was opened stays opened when a part fails, and the next try goes on from there. */
export interface PhonePrint {
  id: string
  parts: Map<string, PrintedRow | null>
}

export const newPhonePrint = (): PhonePrint => ({ id: newId(), parts: new Map() })

/** The list with whole numbers, opened part by part; who came while it was fetched is left out. */
export async function fetchWithPhones(
  rollId: string,
  query: MissingQuery,
  reason: string,
  { id: print, parts }: PhonePrint,
  onPart: (done: number, total: number) => void,
): Promise<PrintedRow[]> {
  const ids = (await fetchMissing(rollId, query)).map(({ householdId }) => householdId)
  const left = ids.filter((id) => !parts.has(id))
  for (let at = 0; at < left.length; at += PRINTED_PHONES) {
    onPart(ids.length - left.length + at, ids.length)
    const households = left.slice(at, at + PRINTED_PHONES)
    const body = { reason, print, households }
    const { rows } = await call(printMissing, { params: { id: rollId }, query, body, idempotencyKey: newId() })
    for (const id of households) parts.set(id, null)
    for (const row of rows) parts.set(row.householdId, row)
  }
  onPart(ids.length, ids.length)
  return ids.flatMap((id) => parts.get(id) ?? [])
}
