import { z } from 'zod'
import { makeLineReport, makeReport, myHouseholds, type Receipt } from '@gezhong/shared/people/reports/contract'
import { listStanding, rollProgress } from '@gezhong/shared/people/rolls/contract'
import { call, mayPass, sentenceOf } from '../../platform/api.ts'
import { changing, useChanging } from '../../platform/changing.ts'
import { outdate } from '../../platform/queries.ts'
import { PERSONAL, sessionToken } from '../../platform/session.ts'
import { kept } from '../../platform/storage.ts'

/**
 * Reports that could not be sent yet. Each keeps its id, which is also its idempotency key, so it is counted
 * once however often it is tried. One that the server refuses stays here with the reason until somebody reads it.
 */
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

const place = kept(`${PERSONAL}outbox`, 1, z.array(Waiting))
const waiting = changing<readonly Waiting[] | null>(null)

const all = (): readonly Waiting[] => waiting.get() ?? place.read() ?? []

/** false when the phone is full: then the report is only on the screen. */
function keep(next: readonly Waiting[]): boolean {
  const written = place.write([...next])
  waiting.set(next)
  return written
}

const NONE: readonly Waiting[] = []

export function useWaiting(): readonly Waiting[] {
  return useChanging(waiting) ?? NONE
}

export function sendReport(item: Pick<Waiting, 'id' | 'rollId' | 'householdId' | 'said'>): Promise<Receipt> {
  const { id, householdId, said } = item
  const rest = { params: { id: item.rollId }, idempotencyKey: id }
  return 'line' in said
    ? call(makeLineReport, { ...rest, body: { id, householdId, line: said.line } })
    : call(makeReport, { ...rest, body: { id, householdId, ...said } })
}

const sameTarget = (one: Pick<Waiting, 'rollId' | 'householdId'>, other: Pick<Waiting, 'rollId' | 'householdId'>) =>
  one.rollId === other.rollId && one.householdId === other.householdId

/** A newer report of this household has arrived: what waited for it is out of date. */
export function dropWaitingFor(target: Pick<Waiting, 'rollId' | 'householdId'>): void {
  if (all().some((item) => sameTarget(item, target))) keep(all().filter((item) => !sameTarget(item, target)))
}

/** Keeps a report until there is a network. A later one of the same household takes the place of the earlier. */
export function keepForLater(item: Omit<Waiting, 'savedAt' | 'refusal'>): boolean {
  const others = all().filter((other) => !sameTarget(other, item))
  return keep([...others, { ...item, savedAt: Date.now(), refusal: null }])
}

/** Takes one out: the person has read why it was refused, or reports anew. */
export function dropWaiting(id: string): void {
  keep(all().filter((item) => item.id !== id))
}

/** This household is no longer one's own: what waited for it would only be refused. */
export function dropWaitingOf(householdId: string): void {
  if (all().some((item) => item.householdId === householdId))
    keep(all().filter((item) => item.householdId !== householdId))
}

export function forgetWaiting(): void {
  waiting.set(NONE)
}

let sending = false

/** Sends what waits, in order. Stops at the first that finds no network. */
export async function sendWaiting(): Promise<void> {
  if (waiting.get() === null) waiting.set(all())
  if (sending || sessionToken() === null) return
  sending = true
  try {
    for (const item of all().filter(({ refusal }) => refusal === null)) {
      try {
        await sendReport(item)
        dropWaiting(item.id)
        outdate(myHouseholds, rollProgress, listStanding)
      } catch (error) {
        if (mayPass(error)) return
        keep(all().map((other) => (other.id === item.id ? { ...other, refusal: sentenceOf(error) } : other)))
      }
    }
  } finally {
    sending = false
  }
}
