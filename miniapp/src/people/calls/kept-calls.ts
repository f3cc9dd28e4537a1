import { z } from 'zod'
import { followUpCounts, listFollowUps, logAttempt, readFollowUp } from '@gezhong/shared/people/follow-ups/contract'
import { AttemptKind, CallOutcome } from '@gezhong/shared/people/follow-ups/outcomes'
import { listStanding, rollProgress } from '@gezhong/shared/people/rolls/contract'
import { call, mayPass, sentenceOf } from '../../platform/api.ts'
import { changing, useChanging } from '../../platform/changing.ts'
import { outdate } from '../../platform/queries.ts'
import { currentActor, isStillHere, PERSONAL, sessionToken } from '../../platform/session.ts'
import { kept } from '../../platform/storage.ts'

/**
 * What came of calls and could not be sent yet. Each keeps its id, so the server counts it once however often it is sent;
 * one that the server refuses stays with the reason until somebody reads it.
 */
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

const place = kept(`${PERSONAL}calls`, 1, z.array(KeptCall))
const waiting = changing<readonly KeptCall[] | null>(null)

const all = (): readonly KeptCall[] => waiting.get() ?? place.read() ?? []

function keep(next: readonly KeptCall[]): boolean {
  const written = place.write([...next])
  waiting.set(next)
  return written
}

const NONE: readonly KeptCall[] = []

export const useKeptCalls = (): readonly KeptCall[] => useChanging(waiting) ?? NONE

/** False when the phone is full: then it is only on the screen. */
export const keepCall = (made: KeptCall): boolean => keep([...all(), made])

/** Taken back before it was sent, or read why it was refused. */
export const dropCall = (id: string): void => void keep(all().filter((other) => other.id !== id))

export const isKept = (id: string): boolean => all().some((other) => other.id === id)

/** What the screen shows; what is in storage is forgotten with the session. */
export function forgetCalls(): void {
  waiting.set(null)
}

async function sendOne({ followUpId, door: _, refusal: __, ...body }: KeptCall): Promise<void> {
  const sentAt = new Date().toISOString()
  await call(logAttempt, { params: { id: followUpId }, body: { ...body, sentAt } })
}

async function sendAll(): Promise<void> {
  for (const made of all().filter(({ refusal }) => refusal === null)) {
    const sender = currentActor()?.accountId
    try {
      await sendOne(made)
      if (!isStillHere(sender)) return
      dropCall(made.id)
      outdate(followUpCounts, listFollowUps, readFollowUp, rollProgress, listStanding)
    } catch (error) {
      if (mayPass(error) || !isStillHere(sender)) return
      keep(all().map((other) => (other.id === made.id ? { ...other, refusal: sentenceOf(error) } : other)))
    }
  }
}

let lane: Promise<void> | null = null

/** Sends what waits, in order, until nothing answers. Whoever asks meanwhile waits for the same sending. */
export async function sendCalls(): Promise<void> {
  if (waiting.get() === null) waiting.set(all())
  while (lane !== null) await lane
  if (sessionToken() === null || all().every(({ refusal }) => refusal !== null)) return
  lane = sendAll().finally(() => {
    lane = null
  })
  await lane
}
