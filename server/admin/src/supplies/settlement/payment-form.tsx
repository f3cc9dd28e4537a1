import { readYuan, sayFen, typedYuan } from '@gezhong/shared/money'
import { WAY_WORDS, type Due } from '@gezhong/shared/supplies/payments/contract'
import { canBeGiven, standOf, WAYS, type Way } from '@gezhong/shared/supplies/payments/settle'
import { Button, Input } from 'antd'
import { useId, useState } from 'react'
import { ProblemNote } from '../../api/problem.tsx'
import { Chip } from '../../ui/chip.tsx'
import { useSendPayment } from './use-send-payment.ts'

type Stand = Pick<Due, 'dueFen' | 'paidFen' | 'openFen' | 'overpaidFen'>

/** What was taken and what change was given; what is open stands there to be confirmed by Enter. */
export function PaymentForm({ orderId, stand }: { orderId: string; stand: Stand }) {
  const [way, setWay] = useState<Way>('cash')
  const [taken, setTaken] = useState(() => (stand.openFen > 0 ? typedYuan(stand.openFen) : ''))
  const [change, setChange] = useState(() => (stand.overpaidFen > 0 ? typedYuan(stand.overpaidFen) : ''))
  const { send, busy, error } = useSendPayment()
  const fields = useId()
  const amount = (text: string) => (text.trim() === '' ? 0 : readYuan(text))
  const [takenFen, changeFen] = [amount(taken), amount(change)]
  const isRead = takenFen !== null && changeFen !== null
  const ready = isRead && canBeGiven({ takenFen, changeFen })
  const submit = () => {
    if (!ready || busy) return
    const words = takenFen === 0 ? `退了 ${sayFen(changeFen)}` : `收了 ${sayFen(takenFen)}`
    send({ orderId, way, takenFen, changeFen }, words, () => undefined)
  }
  const after = ready ? standOf(stand.dueFen, stand.paidFen + takenFen - changeFen) : null
  return (
    <form
      className="money-form"
      aria-label="记一笔"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <div className="row whole-row" role="group" aria-label="怎么付的">
        {WAYS.map((one) => (
          <Chip key={one} isOn={way === one} onClick={() => setWay(one)}>
            {WAY_WORDS[one]}
          </Chip>
        ))}
      </div>
      <div className="field">
        <label htmlFor={`${fields}-taken`}>收了（元）</label>
        <Input
          id={`${fields}-taken`}
          value={taken}
          inputMode="decimal"
          onChange={(event) => setTaken(event.target.value)}
        />
      </div>
      <div className="field">
        <label htmlFor={`${fields}-change`}>找零或退（元）</label>
        <Input
          id={`${fields}-change`}
          value={change}
          inputMode="decimal"
          onChange={(event) => setChange(event.target.value)}
        />
      </div>
      <p className="whole-row num" aria-live="polite">
        {!isRead ? (
          <span className="bad-text">写多少元，如 12.5</span>
        ) : after === null ? (
          <span className="quiet">写收了多少；只退钱时只写后面一格</span>
        ) : after.openFen > 0 ? (
          <span className="warn-text">记下后还欠 {sayFen(after.openFen)}</span>
        ) : after.overpaidFen > 0 ? (
          <span className="warn-text">记下后多收 {sayFen(after.overpaidFen)}，要找零</span>
        ) : (
          <span>记下后两清</span>
        )}
      </p>
      <div className="whole-row stack">
        <ProblemNote error={error} />
        <Button type="primary" htmlType="submit" disabled={!ready} loading={busy}>
          记下
        </Button>
      </div>
    </form>
  )
}
