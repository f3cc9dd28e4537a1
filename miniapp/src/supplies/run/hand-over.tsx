import { View } from '@tarojs/components'
import { useState } from 'react'
import { sayGoods } from '@gezhong/shared/supplies/amounts'
import type { Stop } from '@gezhong/shared/supplies/deliveries/contract'
import { WAY_WORDS } from '@gezhong/shared/supplies/payments/contract'
import type { Way } from '@gezhong/shared/supplies/payments/settle'
import { Button, Buttons } from '../../ui/button.tsx'
import { Choices } from '../../ui/choices.tsx'
import { Row } from '../../ui/row.tsx'
import { TickRow } from '../../ui/tick-row.tsx'
import { PayCodeSquare } from '../pay-code.tsx'
import { FailRows } from './fail-rows.tsx'
import { MissingGoods } from './missing-goods.tsx'
import { owedWords } from './run-words.ts'
import type { Deed, Missing } from './use-run.ts'
import './run.css'

interface Props {
  /** The bag that was scanned, and the others for the same door. */
  stop: Stop
  code: string
  others: readonly Stop[]
  /** What the household scans when it transfers what it owes. */
  payCode: string | null
  onDone: (deeds: readonly Deed[]) => void
  /** Nothing was handed over, and nothing is recorded. */
  onBack: () => void
}

type Paid = Way | 'later' | 'unsaid'

const owedOf = (stops: readonly Stop[]): number => stops.reduce((sum, { owedFen }) => sum + owedFen, 0)

/** What is in the bags, what is to be paid, and the key that counts: pressed when they are in somebody's hands. */
export function HandOver({ stop, code, others, payCode, onDone, onBack }: Props) {
  const [part, setPart] = useState<'bags' | 'trouble' | 'missing'>('bags')
  const [left, setLeft] = useState<readonly string[]>([])
  const bags = [stop, ...others.filter(({ voucherId }) => !left.includes(voucherId))]
  const owedFen = owedOf(bags)
  const owed = owedWords(owedFen)
  const [paid, setPaid] = useState<Paid>('unsaid')
  const asksMoney = owedFen !== 0
  const handOver = (missing: ReadonlyMap<string, Missing>) =>
    onDone(
      bags.map((bag) => ({
        act: 'handed-over',
        stop: bag,
        code: bag === stop ? code : bag.shortCode,
        missing: missing.get(bag.voucherId) ?? [],
        paid: asksMoney && paid !== 'later' && paid !== 'unsaid' ? paid : null,
      })),
    )
  if (part === 'missing') return <MissingGoods bags={bags} onBack={() => setPart('trouble')} onDone={handOver} />
  if (part === 'trouble')
    return (
      <View className="hand-over">
        <Row icon="minus" title="少了东西" note="给到的照样算，少的由菜吧的人处理" onPress={() => setPart('missing')} />
        <FailRows onChoose={(why) => onDone(bags.map((bag) => ({ act: 'failed', stop: bag, why })))} />
        <Buttons>
          <Button kind="plain" onPress={() => setPart('bags')}>
            返回
          </Button>
          <Button kind="plain" onPress={onBack}>
            先不送
          </Button>
        </Buttons>
      </View>
    )
  return (
    <View className="hand-over">
      <View className="hand-over-goods">
        <View className="hand-over-names">{sayGoods(stop.goods)}</View>
        {owed !== '' && <View className="hand-over-owed num">{owed}</View>}
      </View>
      {stop.note !== '' && <View className="hand-over-note">{stop.note}</View>}
      {others.map((other) => (
        <TickRow
          key={other.voucherId}
          title="同一家还有一袋"
          note={sayGoods(other.goods)}
          ticked={!left.includes(other.voucherId)}
          onTick={() =>
            setLeft(
              left.includes(other.voucherId) ? left.filter((id) => id !== other.voucherId) : [...left, other.voucherId],
            )
          }
        />
      ))}
      {asksMoney && (
        <Choices<Paid>
          label={owedFen > 0 ? '钱收了吗' : '钱退了吗'}
          value={paid}
          onChange={setPaid}
          options={[
            { value: 'cash', word: WAY_WORDS.cash },
            { value: 'transfer', word: WAY_WORDS.transfer },
            { value: 'later', word: owedFen > 0 ? '先不收' : '先不退' },
          ]}
        />
      )}
      {paid === 'transfer' && owedFen > 0 && payCode !== null && (
        <PayCodeSquare payCode={payCode} owedFen={owedFen} note="给住户扫，看到他付成功了再点交付" />
      )}
      <Buttons>
        <Button kind="plain" onPress={() => setPart('trouble')}>
          有问题
        </Button>
        <Button disabled={asksMoney && paid === 'unsaid'} onPress={() => handOver(new Map())}>
          {bags.length === 1 ? '已交付' : `${bags.length} 袋已交付`}
        </Button>
      </Buttons>
    </View>
  )
}
