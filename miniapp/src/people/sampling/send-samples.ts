import { rollProgress, listStanding } from '@gezhong/shared/people/rolls/contract'
import { sendSamples as handIn } from '@gezhong/shared/people/sampling/contract'
import { call } from '../../platform/api.ts'
import { sending } from '../../platform/kept-list.ts'
import { lane } from '../../platform/lane.ts'
import { outdate } from '../../platform/queries.ts'
import { changeTube, keptTubes, nextAnswer, tubeList } from './kept-tubes.ts'
import { acknowledge, batchOf, type KeptTube, markTried, waits } from './swabs.ts'

/** One at a time: a sheet that is read while samples travel could count them or not. */
export const alone = lane()

/** Sends what waits, in the order of the tubes. A tube by itself: one that the server does not take holds back no other. */
export const sendSamples = sending({
  list: tubeList,
  waits: ({ swabs }: KeptTube) => swabs.some(waits),
  async send([tube]: readonly KeptTube[]) {
    const { id, roundId } = tube!
    const batch = batchOf(tube!, new Date().toISOString())
    changeTube(id, (now) => markTried(now, batch))
    const { samples, tubes } = await call(handIn, { params: { id: roundId }, body: batch })
    const sameCode = tubes.find((other) => other.id === id)?.sameCode ?? 0
    return (now) => acknowledge(now, batch, { samples, sameCode }, nextAnswer())
  },
  answered: () => outdate(rollProgress, listStanding),
  alone,
})

/** Somebody has read why the server did not take this tube, and wants it tried again. */
export function sendAgain(tubeId: string): void {
  changeTube(tubeId, (tube) => ({ ...tube, refusal: null }))
  void sendSamples()
}

/** What came of it cannot be known: the next answer decides whether the server has it. */
export const isInDoubt = (): boolean =>
  keptTubes().some(({ swabs }) => swabs.some((swab) => swab.tried && swab.sentNo === null))
