import { useEffect, useState } from 'react'
import { sayQuantity } from '@gezhong/shared/supplies/amounts'
import { type Bag, type BagPiece, listBags } from '@gezhong/shared/supplies/packing/contract'
import { ConnectionBar } from '../../home/connection-bar.tsx'
import { endPullDown, restartAt } from '../../platform/navigation.ts'
import { usePullDownRefresh } from '../../platform/page-events.ts'
import { usePageParams } from '../../platform/page-params.ts'
import { useActor } from '../../platform/session.ts'
import { readySound } from '../../platform/signal.ts'
import { POLL_MS, useRead } from '../../platform/use-read.ts'
import { Awaited } from '../../ui/awaited.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Card } from '../../ui/card.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Page } from '../../ui/page.tsx'
import { Progress } from '../../ui/progress.tsx'
import { Row } from '../../ui/row.tsx'
import { BagRow } from './bag-row.tsx'
import { BagSheet } from './bag-sheet.tsx'
import { FindBag } from './find-bag.tsx'
import { ScanBags } from './scan-bags.tsx'

/** What goes into which bag, by piece of the grid and door; a label that is scanned or typed opens its bag. */
export default function Packing() {
  const actor = useActor()
  const { id = '' } = usePageParams()
  const [opened, setOpened] = useState<Bag | null>(null)
  const [scanning, setScanning] = useState(false)
  const list = useRead(listBags, { params: { id } }, { keep: true, every: POLL_MS, when: actor !== null })
  usePullDownRefresh(() => void list.refetch().finally(endPullDown))
  useEffect(() => {
    if (actor === null) restartAt('/home/sign-in/sign-in')
  }, [actor])
  if (actor === null) return null
  const { data } = list
  const pieces = data?.pieces ?? []
  const bags = pieces.flatMap((piece) => piece.bags)
  const mayPack = data !== undefined && data.mayPack && data.over
  const freshOf = (bag: Bag): Bag => bags.find(({ orderId }) => orderId === bag.orderId) ?? bag
  const fresh = opened === null ? null : freshOf(opened)
  const packed = pieces.reduce((sum, piece) => sum + piece.packed, 0)
  const scan = () => {
    readySound()
    setScanning(true)
  }
  const progress = `${packed} / ${bags.length} 袋`
  if (scanning) return <ScanBags progress={progress} freshOf={freshOf} onClose={() => setScanning(false)} />
  return (
    <Page back title="分拣装袋" subtitle={data && `装好 ${progress}`} bar={<ConnectionBar />}>
      {data === undefined && <Awaited error={list.error} rows={6} onRetry={() => void list.refetch()} />}
      {data !== undefined && !data.over && (
        <Banner tone="info" title="还没截止，单子还会变" text="截止以后再过秤、装袋" />
      )}
      {mayPack && <FindBag onFound={setOpened} onScan={scan} />}
      {data !== undefined && bags.length === 0 && (
        <Card>
          <Empty icon="list" title="没有要装的" text="您这片还没有人订" />
        </Card>
      )}
      {pieces.map((piece) => (
        <Piece key={piece.gridId} piece={piece} onOpen={mayPack ? setOpened : undefined} />
      ))}
      {fresh !== null && (
        <BagSheet key={`${fresh.orderId} ${fresh.revision}`} bag={fresh} onClose={() => setOpened(null)} />
      )}
    </Page>
  )
}

function Piece({ piece, onOpen }: { piece: BagPiece; onOpen: ((bag: Bag) => void) | undefined }) {
  const { gridCode, bags, packed, totals } = piece
  return (
    <Card title={`${gridCode} 网格`} note={`${bags.length} 袋`}>
      <Progress done={packed} all={bags.length} word={`装好 ${packed} / ${bags.length}`} />
      <Row
        icon="list"
        title="一共要装"
        note={totals.map(({ name, unit, milli }) => `${name} ${sayQuantity(milli, unit)}`).join('、')}
      />
      {bags.map((bag) => (
        <BagRow key={bag.orderId} bag={bag} onPress={onOpen === undefined ? undefined : () => onOpen(bag)} />
      ))}
    </Card>
  )
}
