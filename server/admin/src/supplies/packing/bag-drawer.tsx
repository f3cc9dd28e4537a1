import { sayFen } from '@gezhong/shared/money'
import { displayDoor } from '@gezhong/shared/people/door'
import { sayQuantity } from '@gezhong/shared/supplies/amounts'
import { packBag, unpackBag, type Bag } from '@gezhong/shared/supplies/packing/contract'
import { Button, Checkbox, Drawer } from 'antd'
import { useState } from 'react'
import { toastProblem } from '../../api/problem.tsx'
import { useWrite } from '../../api/write.ts'
import { useGrids } from '../../grid/use-grids.ts'
import { showToast } from '../../ui/toasts.tsx'
import { STALL_READS } from '../stalls/use-move-stall.ts'
import { BagState } from './bag-table.tsx'

/** One bag to be packed: every line is ticked, then it is. A bag that changed since is ticked anew. */
export function BagDrawer({ bag, onLabel, onClose }: { bag: Bag; onLabel: () => void; onClose: () => void }) {
  const { titleOf } = useGrids()
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const pack = useWrite(packBag, STALL_READS)
  const unpack = useWrite(unpackBag, STALL_READS)
  const lines = bag.lines.filter(({ givenMilli }) => givenMilli > 0)
  const all = lines.every(({ itemId }) => ticked.has(itemId))
  const params = { id: bag.orderId }
  const done = (words: string) => () => {
    showToast({ text: `${displayDoor(bag.door)}${words}` })
    onClose()
  }
  const isPacked = bag.packedAt !== null && !bag.changedSince
  return (
    <Drawer
      open
      onClose={onClose}
      size={420}
      title={displayDoor(bag.door)}
      footer={
        <span className="row">
          {bag.state === 'placed' ? <Button onClick={onLabel}>印这张标签</Button> : null}
          {bag.packedAt === null ? null : (
            <Button
              loading={unpack.isPending}
              onClick={() => unpack.mutate({ params }, { onSuccess: done('拆袋了'), onError: toastProblem })}
            >
              拆袋
            </Button>
          )}
          {isPacked || bag.state === 'cancelled' ? null : (
            <Button
              type="primary"
              disabled={!all}
              loading={pack.isPending}
              onClick={() =>
                pack.mutate(
                  { params, body: { revision: bag.revision } },
                  { onSuccess: done('装好了'), onError: toastProblem },
                )
              }
            >
              装好了
            </Button>
          )}
        </span>
      }
    >
      <div className="stack">
        <p className="row">
          <BagState bag={bag} />
          <span className="quiet">{titleOf(bag.gridCode)}</span>
        </p>
        {bag.note === '' ? null : <p>备注：{bag.note}</p>}
        {lines.map((line) => (
          <Checkbox
            key={line.itemId}
            checked={isPacked || ticked.has(line.itemId)}
            disabled={isPacked}
            onChange={(event) => {
              const next = new Set(ticked)
              if (event.target.checked) next.add(line.itemId)
              else next.delete(line.itemId)
              setTicked(next)
            }}
          >
            {line.name} <b className="num">{sayQuantity(line.givenMilli, line.unit)}</b>
          </Checkbox>
        ))}
        {lines.length === 0 ? <p className="quiet">这一袋什么也不装。</p> : null}
        <p className="num">应收 {sayFen(bag.amountFen)}</p>
      </div>
    </Drawer>
  )
}
