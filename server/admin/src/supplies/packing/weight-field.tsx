import { Refusal } from '@gezhong/shared/errors'
import { readMilli, sayMilli, sayQuantity } from '@gezhong/shared/supplies/amounts'
import { weighLine, type Bag, type BagLine } from '@gezhong/shared/supplies/packing/contract'
import { Input, Popconfirm } from 'antd'
import { useRef, useState, type KeyboardEvent } from 'react'
import { toastProblem } from '../../api/problem.tsx'
import { useWrite } from '../../api/write.ts'
import { STALL_READS } from '../stalls/use-move-stall.ts'

/** The next field of the list in the order of the walk: a whole grid is weighed without touching the mouse. */
function focusNext(field: HTMLInputElement): void {
  const all = [...document.querySelectorAll<HTMLInputElement>('.weight-field input')]
  const next = all[all.indexOf(field) + 1]
  next?.focus()
  next?.select()
}

/** What the scales said of one line: typed, kept with Enter or on leaving, asked again when it is far from what is due. */
export function WeightField({ bag, line, place }: { bag: Bag; line: BagLine; place: string }) {
  const said = line.weighedMilli === null ? '' : sayMilli(line.weighedMilli)
  const [typed, setTyped] = useState<string | null>(null)
  const [farOff, setFarOff] = useState<number | null>(null)
  const field = useRef<HTMLInputElement | null>(null)
  const weigh = useWrite(weighLine, STALL_READS)
  const text = typed ?? said
  const milli = readMilli(text)
  const isWrong = text.trim() !== '' && (milli === null || milli === 0)
  const keep = (weighedMilli: number | null, sure: boolean) =>
    weigh.mutate(
      {
        params: { id: bag.orderId, itemId: line.itemId },
        body: { dueMilli: line.dueMilli, weighedMilli, sure },
      },
      {
        onSuccess: () => {
          setTyped(null)
          setFarOff(null)
        },
        onError: (error) => {
          if (error instanceof Refusal && error.code === 'far-off') setFarOff(weighedMilli)
          else toastProblem(error)
        },
      },
    )
  const leave = () => {
    if (typed === null || text.trim() === said || isWrong || weigh.isPending) return
    keep(milli, false)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Escape') setTyped(null)
    if (event.key !== 'Enter') return
    event.preventDefault()
    focusNext(event.currentTarget)
  }
  return (
    <Popconfirm
      open={farOff !== null}
      title={farOff === null ? '' : `${line.name}称出 ${sayQuantity(farOff, line.unit)}？`}
      description={`该给 ${sayQuantity(line.dueMilli, line.unit)}，差得多。没称错就按这个收钱。`}
      okText="没错"
      cancelText="再称"
      onConfirm={() => keep(farOff, true)}
      onCancel={() => {
        setFarOff(null)
        field.current?.focus()
      }}
    >
      <span className="weight-field">
        <Input
          ref={(input) => {
            field.current = input?.input ?? null
          }}
          aria-label={`${place}${line.name}实称`}
          inputMode="decimal"
          placeholder={sayMilli(line.dueMilli)}
          suffix={line.unit}
          value={text}
          status={isWrong ? 'error' : farOff === null ? '' : 'warning'}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={onKeyDown}
          onBlur={leave}
        />
      </span>
    </Popconfirm>
  )
}
