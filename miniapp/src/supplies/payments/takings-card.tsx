import { Text } from '@tarojs/components'
import { sayFen } from '@gezhong/shared/money'
import { ownTakings } from '@gezhong/shared/supplies/payments/contract'
import { POLL_MS, useRead } from '../../platform/use-read.ts'
import { Card } from '../../ui/card.tsx'
import { Row } from '../../ui/row.tsx'

/** What one has taken oneself at a stall, and the cash that one still has to hand in. */
export function TakingsCard({ stallId }: { stallId: string }) {
  const { data } = useRead(ownTakings, {}, { keep: true, every: POLL_MS })
  const mine = data?.takings.find((one) => one.stallId === stallId)
  if (mine === undefined) return null
  const ways = [
    mine.cash !== 0 && `现金 ${sayFen(mine.cash)}`,
    mine.transfer !== 0 && `转账 ${sayFen(mine.transfer)}`,
    mine.prepaid !== 0 && `先付好的 ${sayFen(mine.prepaid)}`,
  ].filter((part) => part !== false)
  return (
    <Card title="我收的" note={`${mine.payments} 笔`}>
      <Row
        title={mine.heldFen === 0 ? '现金交清了' : '手里的现金，要交给网格长'}
        note={ways.join('，')}
        end={<Text className="num">{sayFen(mine.heldFen)}</Text>}
      />
    </Card>
  )
}
