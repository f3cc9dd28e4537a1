import { Refusal } from '@gezhong/shared/errors'
import { sayFen } from '@gezhong/shared/money'
import type { confirmHandIn, takeBackHandIn } from '@gezhong/shared/supplies/payments/contract'
import { collectorsOf } from '@gezhong/shared/supplies/payments/settle'
import { canConfirmHandIn } from '@gezhong/shared/supplies/policy'
import type { z } from 'zod'
import type { Work } from '../../database/transact.ts'
import { stallOf } from '../stalls/service.ts'
import { addHandIn, findHandIn, holdCollector, readHandIns, readPayments, type HandInRow } from './queries.ts'

type Confirmed = z.output<(typeof confirmHandIn)['body']>

const sealed = ({ vault, communityId }: Work, reason: string): Buffer | null =>
  reason === '' ? null : vault.sealForCommunity(communityId, reason)

function needReason(reason: string, message: string): void {
  if (reason === '') throw new Refusal('not-valid', undefined, [{ path: 'reason', message }])
}

/** What a collector holds of a stall's cash. Elevated, and alone with it. */
async function heldBy({ db, communityId }: Work, stallId: string, collectorId: string): Promise<number> {
  const rows = await readPayments(db, communityId, { stallId, collector: collectorId })
  const handIns = await readHandIns(db, communityId, { stallIds: [stallId], collectorId })
  return collectorsOf(rows, handIns)[0]?.heldFen ?? 0
}

const words = ({ expectedFen, countedFen }: Pick<HandInRow, 'expectedFen' | 'countedFen'>, reason: string): string => {
  const difference = expectedFen === countedFen ? '' : `，应交 ${sayFen(expectedFen)}`
  return `点清 ${sayFen(countedFen)}${difference}${reason === '' ? '' : `：${reason}`}`
}

export async function confirm(work: Work, stallId: string, said: Confirmed): Promise<void> {
  const { db, communityId, actor, now } = work
  const stall = await stallOf(work, stallId)
  const { id, collectorId, expectedFen, countedFen, reason } = said
  if (!canConfirmHandIn(actor, stall.gridCode, collectorId))
    throw new Refusal('not-allowed', collectorId === actor.accountId ? '自己收的钱，要由别人点清' : undefined)
  if (countedFen !== expectedFen) needReason(reason, '数目对不上，请写明原因')
  const isNew = await work.elevated(async () => {
    await holdCollector(db, stallId, collectorId)
    const there = await findHandIn(db, communityId, id)
    if (there !== undefined) {
      const same = there.collectorId === collectorId && there.countedFen === countedFen
      if (there.stallId !== stallId || !same || there.takesBack !== null) throw new Refusal('id-taken')
      return false
    }
    const held = await heldBy(work, stallId, collectorId)
    if (held === 0) throw new Refusal('already-settled', '这人收的现金已经交清了')
    if (held !== expectedFen) throw new Refusal('changed-meanwhile', `这人又有进出，现在应交 ${sayFen(held)}，请重新点`)
    const row = { communityId, id, stallId, gridId: stall.gridId, collectorId, expectedFen, countedFen }
    const by = { confirmedBy: actor.accountId, at: now }
    await addHandIn(db, { ...row, ...by, takesBack: null, reasonSealed: sealed(work, reason) })
    return true
  })
  if (isNew) work.record({ action: 'hand-in.confirmed', subjectId: collectorId, detail: words(said, reason) })
}

export async function takeBack(
  work: Work,
  stallId: string,
  handInId: string,
  { id, reason }: z.output<(typeof takeBackHandIn)['body']>,
): Promise<void> {
  const { db, communityId, actor, now } = work
  const stall = await stallOf(work, stallId)
  needReason(reason, '请写明为什么撤回')
  const back = await work.elevated(() => findHandIn(db, communityId, handInId))
  if (back === undefined || back.stallId !== stallId || back.takesBack !== null) throw new Refusal('not-found')
  if (!canConfirmHandIn(actor, stall.gridCode, back.collectorId)) throw new Refusal('not-allowed')
  const { collectorId, gridId, expectedFen, countedFen } = back
  const mirror = { expectedFen: -expectedFen, countedFen: -countedFen, takesBack: handInId }
  const by = { confirmedBy: actor.accountId, at: now, reasonSealed: sealed(work, reason) }
  await work.elevated(() => addHandIn(db, { communityId, id, stallId, gridId, collectorId, ...mirror, ...by }))
  work.record({ action: 'hand-in.taken-back', subjectId: collectorId, detail: words(back, reason) })
}
