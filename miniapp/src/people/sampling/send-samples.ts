import { rollProgress, listStanding } from '@gezhong/shared/people/rolls/contract'
import { sendSamples as handIn } from '@gezhong/shared/people/sampling/contract'
import { call, mayPass, sentenceOf } from '../../platform/api.ts'
import { outdate } from '../../platform/queries.ts'
import { currentActor, isStillHere, sessionToken } from '../../platform/session.ts'
import { changeTube, keptTubes, nextAnswer } from './kept-tubes.ts'
import { acknowledge, batchOf, type KeptTube, markTried, waits } from './swabs.ts'

/** One at a time: a sheet that is read while samples travel could count them or not. */
let lane: Promise<unknown> = Promise.resolve()
export function alone<T>(run: () => Promise<T>): Promise<T> {
  const mine = lane.then(run, run)
  lane = mine.catch(() => undefined)
  return mine
}

const isToSend = ({ refusal, swabs }: KeptTube) => refusal === null && swabs.some(waits)

/** A tube by itself: one that the server does not take holds back no other. False when whoever sent it has left. */
async function sendTube(tube: KeptTube): Promise<boolean> {
  const batch = batchOf(tube, new Date().toISOString())
  changeTube(tube.id, (now) => markTried(now, batch))
  const sender = currentActor()?.accountId
  try {
    const { samples, tubes } = await call(handIn, { params: { id: tube.roundId }, body: batch })
    if (!isStillHere(sender)) return false
    const sameCode = tubes.find(({ id }) => id === tube.id)?.sameCode ?? 0
    const no = nextAnswer()
    changeTube(tube.id, (now) => acknowledge(now, batch, { samples, sameCode }, no))
  } catch (error) {
    if (mayPass(error)) throw error
    if (!isStillHere(sender)) return false
    changeTube(tube.id, (now) => ({ ...now, refusal: sentenceOf(error) }))
  }
  return true
}

async function sendAll(): Promise<void> {
  let any = false
  while (sessionToken() !== null) {
    const tube = keptTubes().find(isToSend)
    if (tube === undefined) break
    try {
      if (!(await sendTube(tube))) return
      any = true
    } catch {
      return
    }
  }
  if (any) outdate(rollProgress, listStanding)
}

let asked = false

/** Sends what waits, in the order of the tubes. Stops where nothing answers; the next occasion tries again. */
export async function sendSamples(): Promise<void> {
  if (asked || sessionToken() === null || !keptTubes().some(isToSend)) return
  asked = true
  await alone(sendAll).finally(() => {
    asked = false
  })
}

/** Somebody has read why the server did not take this tube, and wants it tried again. */
export function sendAgain(tubeId: string): void {
  changeTube(tubeId, (tube) => ({ ...tube, refusal: null }))
  void sendSamples()
}

/** What came of it cannot be known: the next answer decides whether the server has it. */
export const isInDoubt = (): boolean =>
  keptTubes().some(({ swabs }) => swabs.some((swab) => swab.tried && swab.sentNo === null))
