import { z } from 'zod'
import { makeLineReport, makeReport, myHouseholds, type Receipt } from '@gezhong/shared/people/reports/contract'
import { listStanding, rollProgress } from '@gezhong/shared/people/rolls/contract'
import { call } from '../../platform/api.ts'
import { keptList, sending } from '../../platform/kept-list.ts'
import { together } from '../../platform/kept-shelf.ts'
import { outdate } from '../../platform/queries.ts'

/** A report that could not be sent yet. Its id is also its idempotency key, so it counts once however often it is tried. */
const Said = z.union([
  z.object({ line: z.string() }),
  z.object({ headcount: z.number().nullable(), phone: z.string(), remark: z.string() }),
])
export type Said = z.infer<typeof Said>

export const Waiting = z.object({
  id: z.string(),
  rollId: z.string(),
  householdId: z.string(),
  door: z.string(),
  said: Said,
  savedAt: z.number(),
  refusal: z.string().nullable(),
})
export type Waiting = z.infer<typeof Waiting>

const reports = keptList(together('outbox', Waiting))
export const useWaiting = reports.useRows

export function sendReport(item: Pick<Waiting, 'id' | 'rollId' | 'householdId' | 'said'>): Promise<Receipt> {
  const { id, householdId, said } = item
  const rest = { params: { id: item.rollId }, idempotencyKey: id }
  return 'line' in said
    ? call(makeLineReport, { ...rest, body: { id, householdId, line: said.line } })
    : call(makeReport, { ...rest, body: { id, householdId, ...said } })
}

const dropWhere = (isPast: (item: Waiting) => boolean): void =>
  void reports.drop(
    reports
      .all()
      .filter(isPast)
      .map(({ id }) => id),
  )

const sameTarget = (one: Pick<Waiting, 'rollId' | 'householdId'>, other: Pick<Waiting, 'rollId' | 'householdId'>) =>
  one.rollId === other.rollId && one.householdId === other.householdId

/** A newer report of this household has arrived: what waited for it is out of date. */
export const dropWaitingFor = (target: Pick<Waiting, 'rollId' | 'householdId'>): void =>
  dropWhere((item) => sameTarget(item, target))

/** Keeps a report until there is a network. A later one of the same household takes the place of the earlier. */
export function keepForLater(item: Omit<Waiting, 'savedAt' | 'refusal'>): boolean {
  const written = reports.put({ ...item, savedAt: Date.now(), refusal: null })
  dropWhere((other) => other.id !== item.id && sameTarget(other, item))
  return written
}

/** Takes one out: the person has read why it was refused, or reports anew. */
export const dropWaiting = (id: string): void => void reports.drop([id])

/** This household is no longer one's own: what waited for it would only be refused. */
export const dropWaitingOf = (householdId: string): void => dropWhere((item) => item.householdId === householdId)

/** Sends what waits, in order. Stops at the first that finds no network. */
export const sendWaiting = sending({
  list: reports,
  waits: () => true,
  async send([item]: readonly Waiting[]) {
    await sendReport(item!)
    return () => null
  },
  answered: () => outdate(myHouseholds, rollProgress, listStanding),
})
