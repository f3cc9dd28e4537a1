import { Refusal } from '@gezhong/shared/errors'
import { communityTag } from '@gezhong/shared/signed-code'
import type { loadRun, RunSheet, Stop } from '@gezhong/shared/supplies/deliveries/contract'
import type { Order } from '@gezhong/shared/supplies/orders/contract'
import { carryingPosts } from '@gezhong/shared/supplies/policy'
import { MOST_STOPS, type Run } from '@gezhong/shared/supplies/runs/contract'
import type { z } from 'zod'
import type { Work } from '../../database/transact.ts'
import { publicKeys } from '../../grid/signing-keys/service.ts'
import { readOrders } from '../orders/queries.ts'
import { presentOrder } from '../orders/lists.ts'
import { readPaid } from '../payments/queries.ts'
import { readCarriers } from '../runs/carriers.ts'
import { presentRun } from '../runs/present.ts'
import { placeOf } from '../runs/proposal.ts'
import { findRun, putRun, readBagsOfRun, readRuns } from '../runs/queries.ts'
import { findStall } from '../stalls/queries.ts'
import { readVouchersByIds } from '../vouchers/queries.ts'
import { contactsOf } from './contacts.ts'
import { readRefusedSerials } from './queries.ts'

const TODAY = 24 * 3_600_000

/** Under the own account: row security shows who carries them their runs; the bags are counted elevated. */
export async function ownRuns(work: Work): Promise<{ runs: Run[] }> {
  const { db, communityId, actor, now } = work
  const endedSince = new Date(now.getTime() - TODAY)
  const rows = await work.elevated(() => readRuns(db, communityId, { carrierId: actor.accountId, endedSince }))
  return { runs: rows.map(presentRun) }
}

/** What is really in the bag; what came to nothing is not. */
const goodsIn = ({ lines }: Order): Stop['goods'] =>
  lines.flatMap(({ itemId, name, unit, milli, givenMilli }) => {
    const inBag = givenMilli ?? milli
    return inBag === 0 ? [] : [{ itemId, name, unit, milli: inBag }]
  })

async function stopsOf(work: Work, runId: string): Promise<Stop[]> {
  const { db, communityId } = work
  const bags = await readBagsOfRun(db, communityId, runId)
  const orderIds = bags.map(({ order_id: orderId }) => orderId)
  const orders = await readOrders(db, communityId, { ids: orderIds }, { page: 1, size: MOST_STOPS })
  const orderOf = new Map(orders.map((view) => [view.row.id, presentOrder(work, view.row, view)]))
  const paid = await readPaid(db, communityId, orderIds)
  const vouchers = await readVouchersByIds(
    db,
    communityId,
    bags.map(({ voucher_id: id }) => id),
  )
  return bags.map((bag): Stop => {
    const order = orderOf.get(bag.order_id)!
    const { row, deliveredByName } = vouchers.get(bag.voucher_id)!
    return {
      voucherId: bag.voucher_id,
      orderId: bag.order_id,
      householdId: bag.household_id,
      serial: row.serial,
      shortCode: row.shortCode,
      gridCode: row.gridCode,
      lastDay: row.lastDay,
      door: bag.door,
      priority: bag.priority,
      note: order.note,
      goods: goodsIn(order),
      owedFen: order.amountFen - (paid.get(order.id) ?? 0),
      amountFen: order.amountFen,
      place: placeOf(bag),
      cancelled: bag.cancelled,
      deliveredAt: row.deliveredAt?.toISOString() ?? null,
      deliveredByName,
      failedWhy: bag.failed_why,
      tries: bag.tries,
    }
  })
}

/** Takes a run onto a phone, elevated after whose run it is was asked: only the doors of the own way are told. */
export async function load(
  work: Work,
  id: string,
  { phoneId, takeOver }: z.output<(typeof loadRun)['body']>,
): Promise<RunSheet> {
  const { db, communityId, actor, now } = work
  return work.elevated(async () => {
    const row = await findRun(db, communityId, id, 'update')
    if (row === undefined || row.carrierId !== actor.accountId) throw new Refusal('not-found')
    if (row.state === 'ended' || row.state === 'called-off')
      throw new Refusal('already-settled', '这一趟已经结束或取消了')
    if (row.phoneId !== null && row.phoneId !== phoneId && !takeOver) throw new Refusal('held-elsewhere')
    const [before] = await readRuns(db, communityId, { ids: [id] })
    // A credential's last day passes without anybody ending the run.
    if (!(await readCarriers(work, before!.grid_code)).some(({ accountId }) => accountId === actor.accountId))
      throw new Refusal('not-a-carrier', '您在这个网格送菜的证到期了，请找网格长补办')
    if (row.state === 'designated') {
      work.record({ action: 'run.started', subjectId: id })
      await putRun(db, { ...row, phoneId, state: 'started', revision: row.revision + 1, startedAt: now })
    } else if (row.phoneId !== phoneId) await putRun(db, { ...row, phoneId, revision: row.revision + 1 })
    const [view] = await readRuns(db, communityId, { ids: [id] })
    const { carrierId, designatedBy } = row
    const asked = { gridCode: view!.grid_code, carrierId, designatedBy, isNew: row.phoneId !== phoneId }
    const keys = await publicKeys(work)
    return {
      run: presentRun(view!),
      stops: await stopsOf(work, id),
      community: communityTag(communityId),
      keys: keys.map(({ keyNumber, publicKey }) => ({ keyNumber, publicKey: publicKey.toString('hex') })),
      refused: await readRefusedSerials(db, communityId, row.stallId),
      payCode: (await findStall(db, communityId, row.stallId))?.payCode ?? null,
      areas: [...new Set([...carryingPosts(actor), view!.grid_code])],
      contacts: await contactsOf(work, asked),
      readAt: now.toISOString(),
    }
  })
}
