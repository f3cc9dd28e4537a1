import { sayFen } from '@gezhong/shared/money'
import { readMilli, sayMilli, sayQuantity } from '@gezhong/shared/supplies/amounts'
import { offerSubstitute, withdrawSubstitutes, type SharedItem } from '@gezhong/shared/supplies/shortage/contract'
import type { StallWithItems } from '@gezhong/shared/supplies/stalls/contract'
import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { toastProblem } from '../../api/problem.tsx'
import { useWrite } from '../../api/write.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { showToast } from '../../ui/toasts.tsx'
import { STALL_READS } from '../stalls/use-move-stall.ts'

interface Props {
  stall: StallWithItems
  short: SharedItem
  items: readonly SharedItem[]
  onClose: () => void
}

/** Asks every household that is short of one thing whether it wants another instead; who does not answer does not get it. */
export function SubstituteDialog({ stall, short, items, onClose }: Props) {
  const others = items.filter(({ itemId, leftMilli }) => itemId !== short.itemId && (leftMilli ?? 0) > 0)
  const [chosen, setChosen] = useState(others[0]?.itemId ?? '')
  const [typed, setTyped] = useState('')
  const offer = useWrite(offerSubstitute, STALL_READS)
  const other = others.find(({ itemId }) => itemId === chosen)
  const sameUnit = other?.unit === short.unit
  const milli = readMilli(typed)
  const submit = () =>
    offer.mutate(
      { params: { id: stall.id }, body: { shortItemId: short.itemId, itemId: chosen, milli } },
      {
        onSuccess: ({ offered }) => {
          showToast({ text: offered === 0 ? '这些户都问过了，或单子里已经有这样菜' : `问了 ${offered} 户，等他们回话` })
          onClose()
        },
      },
    )
  const price = stall.items.find(({ id }) => id === chosen)
  return (
    <Dialog
      title={`${short.name}不够，换一样`}
      okText="问这些户"
      busy={offer.isPending}
      ready={other !== undefined && (sameUnit ? typed.trim() === '' || milli !== null : milli !== null && milli > 0)}
      error={offer.error}
      onOk={submit}
      onClose={onClose}
    >
      {others.length === 0 ? (
        <p className="quiet">没有多出来的菜可以换。先写上哪样多到了货。</p>
      ) : (
        <>
          <p className="quiet">
            少给{short.name}的每户，手机上会问要不要换；不回话就是不要。电话里答应的，在他家订单里替他点。先答应的先得。
          </p>
          <div className="field">
            <span>换成</span>
            <Select
              aria-label="换成"
              value={chosen}
              onChange={setChosen}
              options={others.map(({ itemId, name, unit, leftMilli }) => ({
                value: itemId,
                label: `${name}（多 ${sayQuantity(leftMilli ?? 0, unit)}）`,
              }))}
            />
          </div>
          <div className="field">
            <span>每户多少</span>
            <Input
              aria-label="每户多少"
              inputMode="decimal"
              value={typed}
              suffix={other?.unit}
              placeholder={sameUnit ? '缺多少换多少' : `如 ${sayMilli(other?.stepMilli ?? 1000)}`}
              onChange={(event) => setTyped(event.target.value)}
            />
          </div>
          {price === undefined ? null : (
            <p className="field-help">
              按它自己的价钱收：{sayFen(price.priceFen)} / {price.unit}
            </p>
          )}
        </>
      )}
      <Withdraw stall={stall} short={short} onDone={onClose} />
    </Dialog>
  )
}

function Withdraw({ stall, short, onDone }: { stall: StallWithItems; short: SharedItem; onDone: () => void }) {
  const withdraw = useWrite(withdrawSubstitutes, STALL_READS)
  const run = () =>
    withdraw.mutate(
      { params: { id: stall.id }, body: { shortItemId: short.itemId } },
      {
        onSuccess: ({ withdrawn }) => {
          showToast({ text: withdrawn === 0 ? '没有可收回的' : `收回了 ${withdrawn} 户的` })
          onDone()
        },
        onError: toastProblem,
      },
    )
  return (
    <p>
      <Button size="small" loading={withdraw.isPending} onClick={run}>
        收回还没答应的
      </Button>
    </p>
  )
}
