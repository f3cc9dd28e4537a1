import { Text } from '@tarojs/components'
import { useState } from 'react'
import { civilDay, dayOf, wallClock } from '@gezhong/shared/civil-day'
import { sayFen } from '@gezhong/shared/money'
import { paymentsOfOrder } from '@gezhong/shared/supplies/payments/contract'
import { POLL_MS, useRead } from '../../platform/use-read.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Row } from '../../ui/row.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { Tag } from '../../ui/tag.tsx'
import { PayCodeSquare } from '../pay-code.tsx'
import { paymentWords, standTone, standWords } from './payment-words.ts'

/** `4月3日 9:42`. */
const when = (at: string): string => `${dayOf(civilDay(new Date(at)))} ${wallClock(new Date(at))}`

/** What an order owes and what was paid for it. An order that was cancelled shows it only when money has to go back. */
export function OrderMoney({
  orderId,
  cancelled,
  payCode,
}: {
  orderId: string
  cancelled: boolean
  payCode: string | null
}) {
  const [paying, setPaying] = useState(false)
  const { data } = useRead(paymentsOfOrder, { params: { id: orderId } }, { keep: true, every: POLL_MS })
  if (data === undefined || (cancelled && data.overpaidFen === 0)) return null
  return (
    <Card title="付钱" tone={standTone(data)}>
      <Row
        title={cancelled ? '已取消，付过的要退' : '应付'}
        note={data.paidFen === 0 ? '还没有付，送到时给现金或转账' : `已付 ${sayFen(data.paidFen)}`}
        end={
          <>
            <Text className="num">{sayFen(data.dueFen)}</Text>
            <Tag tone={standTone(data)}>{standWords(data)}</Tag>
          </>
        }
      />
      {data.payments.map((payment) => (
        <Row
          key={payment.id}
          title={paymentWords(payment)}
          note={[when(payment.at), payment.isTakenBack ? '撤回了' : '', payment.collectorName ?? '', payment.reason]
            .filter((part) => part !== '')
            .join(' · ')}
        />
      ))}
      {payCode !== null && data.openFen > 0 && (
        <Button kind="plain" onPress={() => setPaying(true)}>
          转账付款
        </Button>
      )}
      {paying && payCode !== null && (
        <Sheet title="转账付款" onClose={() => setPaying(false)}>
          <PayCodeSquare
            payCode={payCode}
            owedFen={data.openFen}
            note="先跟收款的人说好再付。截个图，用微信或支付宝“扫一扫”从相册里选；付了由他记账，这里才会变"
          />
        </Sheet>
      )}
    </Card>
  )
}
