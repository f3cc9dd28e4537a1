import { useState } from 'react'
import { isFarOff, readMilli, sayMilli, sayQuantity } from '@gezhong/shared/supplies/amounts'
import { type Bag, type BagLine, listBags, weighLine } from '@gezhong/shared/supplies/packing/contract'
import { call } from '../../platform/api.ts'
import { outdate } from '../../platform/queries.ts'
import { useWrite } from '../../platform/use-write.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Sheet } from '../../ui/sheet.tsx'

/** What the scales said of one line; far from what is due it is asked again. */
export function Weight({ bag, line, onClose }: { bag: Bag; line: BagLine; onClose: () => void }) {
  const [typed, setTyped] = useState(line.weighedMilli === null ? '' : sayMilli(line.weighedMilli))
  const milli = readMilli(typed)
  const farOff = milli !== null && milli > 0 && isFarOff(milli, line.dueMilli)
  const weighing = useWrite(async (weighedMilli: number | null, idempotencyKey) => {
    const params = { id: bag.orderId, itemId: line.itemId }
    const body = { dueMilli: line.dueMilli, weighedMilli, sure: true }
    await call(weighLine, { params, body, idempotencyKey })
    outdate(listBags)
    onClose()
  })
  const wrong = typed.trim() !== '' && (milli === null || milli === 0)
  const due = sayQuantity(line.dueMilli, line.unit)
  return (
    <Sheet title={`${line.name}过秤`} onClose={onClose}>
      <Field
        label={`称出多少${line.unit}`}
        value={typed}
        onChange={setTyped}
        placeholder={sayMilli(line.dueMilli)}
        hint={`该给 ${due}，按称的收钱`}
        error={wrong ? '要写数字，如 1.9' : undefined}
      />
      {farOff && milli !== null && (
        <Banner tone="warn" title={`该给 ${due}，差得多`} text={`没称错再按“没错，${sayQuantity(milli, line.unit)}”`} />
      )}
      {weighing.problem !== null && <Banner tone="bad" title={weighing.problem} />}
      <Button
        kind={farOff ? 'danger' : 'main'}
        busy={weighing.busy}
        disabled={milli === null || milli === 0}
        onPress={() => void weighing.run(milli)}
      >
        {farOff && milli !== null ? `没错，${sayQuantity(milli, line.unit)}` : '记下'}
      </Button>
      {line.weighedMilli !== null && (
        <Button kind="plain" busy={weighing.busy} onPress={() => void weighing.run(null)}>
          不算称的
        </Button>
      )}
    </Sheet>
  )
}
