import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { readYuan, sayFen, typedYuan } from '@gezhong/shared/money'
import { displayDoor } from '@gezhong/shared/people/door'
import { paymentsOfOrder, WAY_WORDS, type Due, type Payment } from '@gezhong/shared/supplies/payments/contract'
import { canBeGiven, standOf, WAYS, type Way } from '@gezhong/shared/supplies/payments/settle'
import { buzz, notice } from '../../platform/notice.ts'
import { useRead } from '../../platform/use-read.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Choices } from '../../ui/choices.tsx'
import { Field } from '../../ui/field.tsx'
import { Row } from '../../ui/row.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { paymentWords, standWords } from './payment-words.ts'
import { useSendPayment } from './use-send-payment.ts'
import './payment-sheet.css'

const OPTIONS = WAYS.map((value) => ({ value, word: WAY_WORDS[value] }))

/** Money taken at a door: what is open stands there, change is worked out, one press writes it down. */
export function PaymentSheet({ due, onClose }: { due: Due; onClose: () => void }) {
  const [way, setWay] = useState<Way>('cash')
  const [taken, setTaken] = useState(due.openFen > 0 ? typedYuan(due.openFen) : '')
  const [change, setChange] = useState(due.overpaidFen > 0 ? typedYuan(due.overpaidFen) : '')
  const sending = useSendPayment()
  const amount = (text: string) => (text.trim() === '' ? 0 : readYuan(text))
  const [takenFen, changeFen] = [amount(taken), amount(change)]
  const read = takenFen !== null && changeFen !== null
  const ready = read && canBeGiven({ takenFen, changeFen })
  const after = ready ? standOf(due.dueFen, due.paidFen + takenFen - changeFen) : null
  const save = async () => {
    if (!ready) return
    if (!(await sending.send({ orderId: due.orderId, way, takenFen, changeFen }))) return
    buzz()
    notice(takenFen > 0 ? `收了 ${sayFen(takenFen)}` : `退了 ${sayFen(changeFen)}`)
    onClose()
  }
  return (
    <Sheet title={`${displayDoor(due.door)}：${standWords(due)}`} onClose={onClose}>
      <Choices<Way> label="怎么付的" options={OPTIONS} value={way} onChange={setWay} />
      <Field
        label="收了（元）"
        value={taken}
        onChange={setTaken}
        maxLength={9}
        error={takenFen === null ? '写多少元，如 12.5' : undefined}
      />
      <Field
        label="找零或退（元）"
        value={change}
        onChange={setChange}
        maxLength={9}
        error={changeFen === null ? '写多少元，如 12.5' : undefined}
      />
      <View className="row-note payment-after" role="status">
        <Text>{after === null ? '写收了多少；只退钱时只写下面一格' : `记下后${standWords(after)}`}</Text>
      </View>
      {sending.problem !== null && <Banner tone="bad" title={sending.problem} />}
      <Button busy={sending.busy} disabled={!ready} onPress={() => void save()}>
        记下
      </Button>
      <Given orderId={due.orderId} onDone={onClose} />
    </Sheet>
  )
}

/** What was given before; a mistake is taken back with its reason. */
function Given({ orderId, onDone }: { orderId: string; onDone: () => void }) {
  const { data } = useRead(paymentsOfOrder, { params: { id: orderId } })
  const [back, setBack] = useState<Payment | null>(null)
  if (data === undefined || data.payments.length === 0) return null
  if (back !== null) return <TakeBack payment={back} onDone={onDone} />
  return (
    <View>
      {data.payments.map((payment) => (
        <Row
          key={payment.id}
          title={paymentWords(payment)}
          note={[payment.collectorName ?? '', payment.isTakenBack ? '撤回了' : '', payment.reason]
            .filter((part) => part !== '')
            .join(' · ')}
          end={
            payment.isTakenBack || payment.takesBack !== null ? undefined : (
              <Button kind="plain" shape="pill" onPress={() => setBack(payment)}>
                撤回
              </Button>
            )
          }
        />
      ))}
    </View>
  )
}

function TakeBack({ payment, onDone }: { payment: Payment; onDone: () => void }) {
  const [reason, setReason] = useState('')
  const sending = useSendPayment()
  const { id: takesBack, orderId, way, takenFen, changeFen } = payment
  const run = async () => {
    const mirror = { takenFen: changeFen, changeFen: takenFen, takesBack, reason: reason.trim() }
    if (!(await sending.send({ orderId, way, ...mirror }))) return
    notice('撤回了')
    onDone()
  }
  return (
    <View>
      <Field
        label={`为什么撤回“${paymentWords(payment)}”`}
        value={reason}
        onChange={setReason}
        maxLength={100}
        placeholder="如 记错户了"
      />
      {sending.problem !== null && <Banner tone="bad" title={sending.problem} />}
      <Button kind="danger" busy={sending.busy} disabled={reason.trim() === ''} onPress={() => void run()}>
        撤回这一笔
      </Button>
    </View>
  )
}
