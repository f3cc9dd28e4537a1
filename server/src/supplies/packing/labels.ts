import { civilDay } from '@gezhong/shared/civil-day'
import { Refusal } from '@gezhong/shared/errors'
import { displayDoor } from '@gezhong/shared/people/door'
import { LABELS_MOST, type printLabels } from '@gezhong/shared/supplies/packing/contract'
import { narrowWords } from '@gezhong/shared/supplies/packing/label-paper'
import type { z } from 'zod'
import type { Work } from '../../database/transact.ts'
import { readSubtree } from '../../grid/communities/queries.ts'
import type { DrawnFile } from '../../http/serve.ts'
import { maskText } from '../../security/mask-text.ts'
import { readPaid } from '../payments/queries.ts'
import { readItems } from '../stalls/queries.ts'
import { requireKept } from '../stalls/service.ts'
import { isClosed } from '../stalls/is-closed.ts'
import { issueVouchers } from '../vouchers/issue.ts'
import { labelRoll, labelSheets, type Label } from './label-sheet.ts'
import { presentBag } from './present.ts'
import { readBags } from './queries.ts'

type Wanted = z.output<(typeof printLabels)['body']>

async function labelsOf(work: Work, stall: { id: string; title: string; day: string }, wanted: Wanted) {
  const { db, communityId } = work
  const issued = await work.elevated(() => issueVouchers(work, stall.id))
  const voucherOf = new Map(issued.map((one) => [one.orderId, one]))
  const gridIds = wanted.gridId === undefined ? null : await readSubtree(db, communityId, wanted.gridId)
  const filter = wanted.orderIds === undefined ? {} : { orderIds: wanted.orderIds }
  const views = await readBags(db, communityId, { stallId: stall.id, gridIds, ...filter })
  const items = await readItems(db, communityId, stall.id)
  const paid = await readPaid(
    db,
    communityId,
    views.map(({ order }) => order.id),
  )
  return views.flatMap((view): Label[] => {
    const voucher = voucherOf.get(view.order.id)
    if (voucher === undefined) return []
    const { lines, amountFen } = presentBag(work, view, items)
    return [
      {
        title: maskText(`${stall.title} ${stall.day}`),
        gridCode: view.gridCode,
        door: displayDoor(view.door),
        digits: voucher.digits,
        shortCode: voucher.shortCode,
        goods: lines.filter(({ givenMilli }) => givenMilli > 0),
        amountFen,
        paidFen: paid.get(view.order.id) ?? 0,
      },
    ]
  })
}

/** Gives every order its voucher first; a voucher that is there stays, so a label printed again is the same. */
export async function labels(work: Work, stallId: string, wanted: Wanted): Promise<DrawnFile> {
  const stall = await requireKept(work, stallId)
  if (!isClosed(work, stall)) throw new Refusal('not-closed')
  const narrow = wanted.paper === 'roll' ? narrowWords(wanted.widthMm) : null
  if (narrow !== null) throw new Refusal('paper-narrow', narrow)
  const found = await labelsOf(work, stall, wanted)
  if (found.length === 0) throw new Refusal('nothing-to-print', '没有要印的标签：这里没有单子，或者都取消了')
  if (found.length > LABELS_MOST) throw new Refusal('too-large', `一次最多印 ${LABELS_MOST} 张，请按网格分开印`)
  work.record({ action: 'labels.printed', subjectId: stallId, detail: `${stall.title}，${found.length} 张` })
  return {
    fileName: `装袋标签-${stall.gridCode}网格-${found.length}张-${civilDay(work.now)}.pdf`,
    contentType: 'application/pdf',
    draw: () => (wanted.paper === 'a4' ? labelSheets(found) : labelRoll(found, wanted.widthMm)),
  }
}
