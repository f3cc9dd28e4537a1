import { householdTests, listSelfTests, sendTestPhoto, tellSelfTest } from '@gezhong/shared/people/antigen/contract'
import { ownRounds } from '@gezhong/shared/people/own-rounds/contract'
import { listStanding, rollProgress } from '@gezhong/shared/people/rolls/contract'
import { call, callWithFile } from '../../platform/api.ts'
import { changing, useChanging } from '../../platform/changing.ts'
import { sending } from '../../platform/kept-list.ts'
import { forgetPhoto } from '../../platform/photo.ts'
import { outdate } from '../../platform/queries.ts'
import { keptTests, type KeptTest } from './kept-tests.ts'

/** Which photo is travelling, and how much of it has left. */
const travelling = changing<{ id: string; share: number } | null>(null)
export const useTravelling = () => useChanging(travelling)

/** Told, and waiting for a photo that the phone no longer has: somebody has to take it again. */
export const lacksPhoto = ({ photo, noPhoto, refusal }: KeptTest): boolean =>
  photo === null && noPhoto === null && refusal === null

async function tell({ roundId, ...test }: KeptTest): Promise<(now: KeptTest) => KeptTest | null> {
  const { id, householdId, residentId, people, result, noPhoto, takenAt } = test
  const said = { id, householdId, residentId, people, result, noPhoto, takenAt }
  await call(tellSelfTest, { params: { id: roundId }, body: { ...said, sentAt: new Date().toISOString() } })
  return (now) => (now.photo === null && noPhoto !== null ? null : { ...now, told: true })
}

async function sendPhoto(id: string, photo: string): Promise<(now: KeptTest) => KeptTest | null> {
  travelling.set({ id, share: 0 })
  try {
    const send = callWithFile(photo, (share) => travelling.set({ id, share }))
    await send(sendTestPhoto, { params: { id }, idempotencyKey: id })
  } finally {
    travelling.set(null)
  }
  return () => {
    forgetPhoto(photo)
    return null
  }
}

/** Sends what waits. First the words, then the photo: a positive test is known at once, also where a photo takes minutes. */
export const sendTests = sending({
  list: keptTests,
  waits: (test: KeptTest) => !(test.told && lacksPhoto(test)),
  send: ([test]: readonly KeptTest[]) =>
    test!.told && test!.photo !== null ? sendPhoto(test!.id, test!.photo) : tell(test!),
  answered: () => outdate(householdTests, listSelfTests, ownRounds, rollProgress, listStanding),
})
