import { displayDoor } from '@gezhong/shared/people/door'
import { sayQuantity } from '@gezhong/shared/supplies/amounts'
import { listBags, type Bag, type BagPiece } from '@gezhong/shared/supplies/packing/contract'
import type { StallWithItems } from '@gezhong/shared/supplies/stalls/contract'
import { Button } from 'antd'
import { useState, type ComponentProps } from 'react'
import { createPortal } from 'react-dom'
import { ProblemNote } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { useGrids } from '../../grid/use-grids.ts'
import { Empty } from '../../ui/empty.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { usePrinting } from '../../ui/use-printing.ts'
import { BagDrawer } from './bag-drawer.tsx'
import { BagTable } from './bag-table.tsx'
import { LabelsDialog } from './labels-dialog.tsx'
import './packing.css'
import { PickSheet } from './pick-sheet.tsx'
import { ScanBox } from './scan-box.tsx'

/** Others pack at the same time. */
const REFRESH_MS = 10_000

/** What goes into which bag, piece by piece: weighed, packed, and its papers. */
export function PackingPanel({ stall }: { stall: StallWithItems }) {
  const { data, error, refetch } = useRead(listBags, { params: { id: stall.id } }, { refetchInterval: REFRESH_MS })
  const [printedAt, print] = usePrinting()
  const [opened, setOpened] = useState<Bag | null>(null)
  const [labels, setLabels] = useState<Pick<ComponentProps<typeof LabelsDialog>, 'title' | 'which'> | null>(null)
  const pieces = data?.pieces ?? []
  const mayPack = data?.mayPack === true && data.over
  // The bag as it is now: another may have packed it meanwhile, or it was weighed.
  const fresh = pieces.flatMap(({ bags }) => bags).find(({ orderId }) => orderId === opened?.orderId)
  return (
    <section className="box stack">
      <div className="row apart box-head">
        <h3>分拣装袋</h3>
        <span className="row in-line">
          {mayPack ? <ScanBox onFound={setOpened} /> : null}
          <Button icon={<Icon name="print" />} disabled={pieces.length === 0} onClick={print}>
            打印分拣单
          </Button>
          {mayPack ? (
            <Button disabled={pieces.length === 0} onClick={() => setLabels({ title: '印装袋标签', which: {} })}>
              印标签
            </Button>
          ) : null}
        </span>
      </div>
      <ProblemNote error={error} onRetry={() => void refetch()} />
      {data === undefined && !error ? <Skeleton lines={8} height={20} /> : null}
      {data !== undefined && !data.over ? <p className="quiet">还没截止，单子还会变；截止以后再过秤、装袋。</p> : null}
      {data !== undefined && pieces.length === 0 ? (
        <Empty icon="basket" title="还没有要装的" hint="有人订了菜，这里按网格和门牌列出每一袋。" />
      ) : null}
      {pieces.map((piece) => (
        <Piece
          key={piece.gridId}
          piece={piece}
          mayPack={mayPack}
          onOpen={setOpened}
          onLabels={(title) => setLabels({ title, which: { gridId: piece.gridId } })}
        />
      ))}
      {opened === null ? null : (
        <BagDrawer
          key={`${opened.orderId} ${(fresh ?? opened).revision}`}
          bag={fresh ?? opened}
          onLabel={() =>
            setLabels({
              title: `印${displayDoor(opened.door)}的标签`,
              which: { orderIds: [opened.orderId] },
            })
          }
          onClose={() => setOpened(null)}
        />
      )}
      {labels === null ? null : <LabelsDialog stallId={stall.id} {...labels} onClose={() => setLabels(null)} />}
      {printedAt === null
        ? null
        : createPortal(<PickSheet stall={stall} pieces={pieces} at={printedAt} />, document.body)}
    </section>
  )
}

interface PieceProps {
  piece: BagPiece
  mayPack: boolean
  onOpen: (bag: Bag) => void
  onLabels: (title: string) => void
}

function Piece({ piece, mayPack, onOpen, onLabels }: PieceProps) {
  const { titleOf } = useGrids()
  const left = piece.totals.filter(({ leftMilli }) => leftMilli > 0)
  return (
    <section className="stack">
      <div className="row apart">
        <h4>
          {titleOf(piece.gridCode)}{' '}
          <span className="quiet num">
            装好 {piece.packed} / {piece.bags.length} 袋
          </span>
        </h4>
        {mayPack ? (
          <Button size="small" onClick={() => onLabels(`印${titleOf(piece.gridCode)}的标签`)}>
            印这片的标签
          </Button>
        ) : null}
      </div>
      <p className="num">
        {left.length === 0
          ? '都装好了'
          : `还要装：${left.map(({ name, unit, leftMilli }) => `${name} ${sayQuantity(leftMilli, unit)}`).join('、')}`}
      </p>
      <BagTable piece={piece} mayPack={mayPack} onOpen={onOpen} />
    </section>
  )
}
