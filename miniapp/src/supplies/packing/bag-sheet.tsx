import { useState } from 'react'
import { displayDoor } from '@gezhong/shared/people/door'
import { isWeighed, sayQuantity } from '@gezhong/shared/supplies/amounts'
import { sayFen } from '@gezhong/shared/money'
import { type Bag, type BagLine, listBags, packBag, unpackBag } from '@gezhong/shared/supplies/packing/contract'
import { call } from '../../platform/api.ts'
import { buzz, notice } from '../../platform/notice.ts'
import { outdate } from '../../platform/queries.ts'
import { useWrite } from '../../platform/use-write.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Row } from '../../ui/row.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { TickRow } from '../../ui/tick-row.tsx'
import { bagWord } from './bag-row.tsx'
import { Weight } from './weight.tsx'

/** One bag: every line is ticked as it goes in, weighed where it has to be, and then it is packed. */
export function BagSheet({ bag, onClose }: { bag: Bag; onClose: () => void }) {
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const [weighing, setWeighing] = useState<BagLine | null>(null)
  const lines = bag.lines.filter(({ givenMilli }) => givenMilli > 0)
  const isPacked = bag.packedAt !== null && !bag.changedSince
  const { tone, word } = bagWord(bag)
  const writing = useWrite(async (pack: boolean, idempotencyKey) => {
    const params = { id: bag.orderId }
    if (pack) await call(packBag, { params, body: { revision: bag.revision }, idempotencyKey })
    else await call(unpackBag, { params, idempotencyKey })
    outdate(listBags)
    buzz()
    notice(pack ? '装好了' : '拆袋了')
    onClose()
  })
  const tick = (itemId: string) => {
    const next = new Set(ticked)
    if (!next.delete(itemId)) next.add(itemId)
    setTicked(next)
  }
  if (weighing !== null) return <Weight bag={bag} line={weighing} onClose={() => setWeighing(null)} />
  return (
    <Sheet title={displayDoor(bag.door)} onClose={onClose}>
      {bag.packedAt !== null && (
        <Banner tone={tone} title={word} text={bag.changedSince ? undefined : `${bag.packedByName ?? ''}装的`} />
      )}
      {bag.note !== '' && <Row icon="edit" title={bag.note} />}
      {lines.map((line) => (
        <TickRow
          key={line.itemId}
          title={`${line.name} ${sayQuantity(line.givenMilli, line.unit)}`}
          note={line.weighedMilli === null ? undefined : '称过'}
          ticked={ticked.has(line.itemId)}
          off={isPacked}
          onTick={() => tick(line.itemId)}
        />
      ))}
      {bag.state === 'placed' &&
        lines
          .filter(({ unit, dueMilli }) => isWeighed(unit) && dueMilli > 0)
          .map((line) => (
            <Row key={line.itemId} icon="edit" title={`${line.name}过秤`} onPress={() => setWeighing(line)} />
          ))}
      <Row title="应收" note={sayFen(bag.amountFen)} />
      {writing.problem !== null && <Banner tone="bad" title={writing.problem} />}
      {!isPacked && bag.state === 'placed' && (
        <Button
          busy={writing.busy}
          disabled={!lines.every(({ itemId }) => ticked.has(itemId))}
          onPress={() => void writing.run(true)}
        >
          装好了
        </Button>
      )}
      {bag.packedAt !== null && (
        <Button kind="plain" busy={writing.busy} onPress={() => void writing.run(false)}>
          拆袋
        </Button>
      )}
    </Sheet>
  )
}
