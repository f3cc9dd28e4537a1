import { Text, View } from '@tarojs/components'
import { memo, useState } from 'react'
import { displayDoor } from '@gezhong/shared/people/door'
import type { HouseholdPlan, OrderChainLine, OrderLineFix } from '@gezhong/shared/supplies/order-chains/contract'
import { bringIntoView } from '../../platform/navigation.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { LineEdit } from '../../ui/line-edit.tsx'
import { Marked } from '../../ui/marked.tsx'
import { Tag } from '../../ui/tag.tsx'
import { piecesOf, withoutIndex, writtenText } from '../../ui/written-text.ts'
import { goodsWords } from '../goods-words.ts'
import { GoodsText } from '../goods-text.tsx'
import { lineState } from '@gezhong/shared/supplies/order-chains/chain-tones'
import type { LineWord } from './use-order-chain.ts'
import '../../ui/line-card.css'

interface Props {
  line: OrderChainLine
  /** What confirming does for its household. */
  plan: HouseholdPlan | undefined
  /** The text in the box, to begin a correction from; empty when the chain is only being looked at. */
  pasted: string
  /** What this worker said of the line. */
  fix: OrderLineFix | null
  onSay: (key: string, word: LineWord | null) => void
  /** Opens the search for its household. */
  onSearch: (key: string) => void
}

function heading({ door, household, goods, verdict }: OrderChainLine): string {
  const place = household?.door ?? door
  const said = goodsWords(goods, verdict === 'withdrawn' ? '退单' : '没看出要什么')
  return `${place === null ? '门牌没看出来' : displayDoor(place)} · ${said}`
}

/** Who writes a door needs no number to be given vegetables. */
const NO_MATTER = ['no-phone']

const fixWords = ({ dismissed, householdId, text }: OrderLineFix): string =>
  dismissed ? '您说不算数' : householdId !== null && text === null ? '门牌是您定的' : '已按您改的算'

export const OrderLineCard = memo(function OrderLineCard({ line, plan, pasted, fix, onSay, onSearch }: Props) {
  const [editing, setEditing] = useState<string | null>(null)
  const { tone, word } = lineState(line, plan)
  const editId = `edit-${line.line}`
  const title = heading(line)
  const told = line.toSettle ? line.reasons.filter(({ code }) => !NO_MATTER.includes(code)) : []
  const reasons = [...new Set(told.map(({ sentence }) => sentence))]
  const begin = () => {
    setEditing(withoutIndex(fix?.text ?? writtenText(pasted, { ...line, fix: null }) ?? '', line.index))
    bringIntoView(editId)
  }
  return (
    <Card tone={tone}>
      <View className="line-head">
        <Text className={tone === 'mute' ? 'line-title line-quiet' : 'line-title'}>
          <GoodsText>{title}</GoodsText>
        </Text>
        <Tag tone={tone}>{word}</Tag>
      </View>
      {editing === null && <Marked pieces={piecesOf(line)} />}
      {fix !== null && <Text className="line-small">{fixWords(fix)}</Text>}
      {reasons.length > 0 && <Text className="line-small">{reasons.join('；')}</Text>}
      {line.verdict === 'ok' && plan?.problem != null && (
        <Text className="line-small plan-problem">{plan.problem}</Text>
      )}
      {pasted !== '' && editing === null && (line.toSettle || fix !== null || plan?.doing === 'refused') && (
        <View className="line-foot">
          {line.candidates.length > 0 && line.toSettle && <Text className="line-matter">是哪一户？点一下就定</Text>}
          {line.toSettle &&
            line.candidates.slice(0, 3).map(({ householdId, door }) => (
              <Button
                key={householdId}
                kind="plain"
                shape="pill"
                label={`认定是 ${displayDoor(door)}`}
                onPress={() => onSay(line.key, { householdId })}
              >
                {displayDoor(door)}
              </Button>
            ))}
          {line.toSettle && (
            <Button kind="plain" shape="pill" label={`选门牌：${title}`} onPress={() => onSearch(line.key)}>
              选门牌
            </Button>
          )}
          {fix === null ? (
            <Button
              kind="plain"
              shape="pill"
              label={`不算数：${title}`}
              onPress={() => onSay(line.key, { dismissed: true })}
            >
              不算数
            </Button>
          ) : (
            <Button kind="plain" shape="pill" label={`不改了：${title}`} onPress={() => onSay(line.key, null)}>
              不改了
            </Button>
          )}
          {fix?.dismissed !== true && (
            <Button kind="plain" shape="pill" icon="edit" label={`改这一条：${title}`} onPress={begin}>
              改这条
            </Button>
          )}
        </View>
      )}
      {editing !== null && (
        <LineEdit
          id={editId}
          label="照着改，门牌 + 菜 + 多少"
          example="例如：中区32号 白菜2斤 鸡蛋1板"
          words={editing}
          onChange={setEditing}
          onCancel={() => setEditing(null)}
          onDone={(text) => {
            onSay(line.key, { text })
            setEditing(null)
          }}
        />
      )}
    </Card>
  )
})
