import { z } from 'zod'
import { followUpCounts, listFollowUps, logAttempt, readFollowUp } from '@gezhong/shared/people/follow-ups/contract'
import { AttemptKind, CallOutcome } from '@gezhong/shared/people/follow-ups/outcomes'
import { listStanding, rollProgress } from '@gezhong/shared/people/rolls/contract'
import { call } from '../../platform/api.ts'
import { keptList, sending } from '../../platform/kept-list.ts'
import { together } from '../../platform/kept-shelf.ts'
import { outdate } from '../../platform/queries.ts'

/** What came of a call and could not be sent yet. */
const KeptCall = z.object({
  id: z.string(),
  followUpId: z.string(),
  door: z.string(),
  kind: AttemptKind,
  outcome: CallOutcome,
  note: z.string(),
  againMinutes: z.number().nullable(),
  rollId: z.string().nullable(),
  people: z.number().nullable(),
  calledAt: z.string(),
  refusal: z.string().nullable(),
})
export type KeptCall = z.infer<typeof KeptCall>

const calls = keptList(together('calls', KeptCall))
export const useKeptCalls = calls.useRows

/** False when the phone is full: then it is only on the screen. */
export const keepCall = calls.put

/** Taken back before it was sent, or read why it was refused. */
export const dropCall = (id: string): void => void calls.drop([id])

export const isKept = (id: string): boolean => calls.all().some((other) => other.id === id)

/** Sends what waits, in order, until nothing answers. Whoever asks meanwhile waits for the same sending. */
export const sendCalls = sending({
  list: calls,
  waits: () => true,
  async send([made]: readonly KeptCall[]) {
    const { followUpId, door: _, refusal: __, ...body } = made!
    await call(logAttempt, { params: { id: followUpId }, body: { ...body, sentAt: new Date().toISOString() } })
    return () => null
  },
  answered: () => outdate(followUpCounts, listFollowUps, readFollowUp, rollProgress, listStanding),
})
