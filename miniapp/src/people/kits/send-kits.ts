import { handKits, kitNumbers, listKits } from '@gezhong/shared/people/antigen/contract'
import { call, mayPass, sentenceOf } from '../../platform/api.ts'
import { outdate } from '../../platform/queries.ts'
import { currentActor, isStillHere, sessionToken } from '../../platform/session.ts'
import { changeKits, keptKits, type KeptKits } from './kept-kits.ts'

const MOST = 200

export const waits = ({ sentAt, refusal }: KeptKits): boolean => sentAt === null && refusal === null

/** Those of one round and grid that wait, in their order. */
function nextBatch(): readonly KeptKits[] {
  const all = keptKits().filter(waits)
  return all.filter(({ roundId, gridId }) => roundId === all[0]?.roundId && gridId === all[0].gridId).slice(0, MOST)
}

/** Taken back ones travel with what they take back: whichever arrives first, it ends undone. */
async function sendBatch(batch: readonly KeptKits[]): Promise<void> {
  const { roundId, gridId } = batch[0]!
  const body = {
    sentAt: new Date().toISOString(),
    gridId,
    handed: batch.map(({ id, householdId, kits, handedAt }) => ({ id, householdId, kits, handedAt })),
    undone: batch.filter(({ undone }) => undone).map(({ id }) => id),
  }
  const sender = currentActor()?.accountId
  const ids = new Set(batch.map(({ id }) => id))
  const wasUndone = new Set(body.undone)
  try {
    const { handed } = await call(handKits, { params: { id: roundId }, body })
    if (!isStillHere(sender)) return
    const unplaced = new Set(handed.filter(({ outcome }) => outcome === 'unplaced').map(({ id }) => id))
    changeKits((all) =>
      all.map((one) =>
        // Taken back while it travelled: that is still to be said.
        ids.has(one.id) && one.undone === wasUndone.has(one.id)
          ? { ...one, sentAt: Date.now(), unplaced: unplaced.has(one.id) }
          : one,
      ),
    )
  } catch (error) {
    if (mayPass(error)) throw error
    if (isStillHere(sender))
      changeKits((all) => all.map((one) => (ids.has(one.id) ? { ...one, refusal: sentenceOf(error) } : one)))
  }
}

async function sendAll(): Promise<void> {
  let any = false
  for (let batch = nextBatch(); batch.length > 0 && sessionToken() !== null; batch = nextBatch()) {
    try {
      await sendBatch(batch)
      any = true
    } catch {
      return
    }
  }
  if (any) outdate(listKits, kitNumbers)
}

let running: Promise<void> | null = null

/** Sends what waits. Stops where nothing answers; the next occasion tries again. */
export async function sendKits(): Promise<void> {
  if (sessionToken() === null || !keptKits().some(waits)) return
  running ??= sendAll().finally(() => {
    running = null
  })
  await running
}
