import { householdTests, listSelfTests, sendTestPhoto, tellSelfTest } from '@gezhong/shared/people/antigen/contract'
import { ownRounds } from '@gezhong/shared/people/own-rounds/contract'
import { listStanding, rollProgress } from '@gezhong/shared/people/rolls/contract'
import { call, callWithFile, mayPass, sentenceOf } from '../../platform/api.ts'
import { changing, useChanging } from '../../platform/changing.ts'
import { outdate } from '../../platform/queries.ts'
import { currentActor, isStillHere, sessionToken } from '../../platform/session.ts'
import { changeTest, dropTest, keptTests, type KeptTest } from './kept-tests.ts'

/** Which photo is travelling, and how much of it has left. */
const travelling = changing<{ id: string; share: number } | null>(null)
export const useTravelling = () => useChanging(travelling)

/** Told, and waiting for a photo that the phone no longer has: somebody has to take it again. */
export const lacksPhoto = ({ photo, noPhoto, refusal }: KeptTest): boolean =>
  photo === null && noPhoto === null && refusal === null

const isToSend = (test: KeptTest): boolean => test.refusal === null && !(test.told && lacksPhoto(test))

/** First the words, then the photo: a positive test is known at once, also where a photo takes minutes. */
async function sendOne(test: KeptTest): Promise<void> {
  const { id, roundId, householdId, residentId, people, result, noPhoto, takenAt } = test
  if (!test.told) {
    const said = { id, householdId, residentId, people, result, noPhoto, takenAt }
    await call(tellSelfTest, { params: { id: roundId }, body: { ...said, sentAt: new Date().toISOString() } })
    changeTest(id, { told: true })
  }
  if (test.photo !== null) {
    travelling.set({ id, share: 0 })
    const send = callWithFile(test.photo, (share) => travelling.set({ id, share }))
    await send(sendTestPhoto, { params: { id }, idempotencyKey: id })
  }
  if (test.photo !== null || noPhoto !== null) dropTest(id)
}

async function sendAll(): Promise<void> {
  const sender = currentActor()?.accountId
  let any = false
  while (sessionToken() !== null && isStillHere(sender)) {
    const test = keptTests().find(isToSend)
    if (test === undefined) break
    try {
      await sendOne(test)
    } catch (error) {
      if (mayPass(error)) return
      if (isStillHere(sender)) changeTest(test.id, { refusal: sentenceOf(error) })
    } finally {
      travelling.set(null)
    }
    any = true
  }
  if (any) outdate(householdTests, listSelfTests, ownRounds, rollProgress, listStanding)
}

let running: Promise<void> | null = null

/** Sends what waits, one after the other. Stops where nothing answers; the next occasion tries again. */
export async function sendTests(): Promise<void> {
  if (sessionToken() === null || !keptTests().some(isToSend)) return
  running ??= sendAll().finally(() => {
    running = null
  })
  await running
}
