import { View } from '@tarojs/components'
import { useState } from 'react'
import type { KitHousehold, KitShow } from '@gezhong/shared/people/antigen/contract'
import { displayDoor } from '@gezhong/shared/people/door'
import { ConnectionBar } from '../../home/connection-bar.tsx'
import { go, showTop } from '../../platform/navigation.ts'
import { Awaited } from '../../ui/awaited.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Choices } from '../../ui/choices.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Page } from '../../ui/page.tsx'
import { QuickBox } from '../../ui/quick-box.tsx'
import { Row } from '../../ui/row.tsx'
import { Stepper } from '../../ui/stepper.tsx'
import { Tag } from '../../ui/tag.tsx'
import { antigenPath } from '../antigen/antigen-path.ts'
import { NoRoundHere } from '../no-round-here.tsx'
import { findDoors } from '../sampling/find-doors.ts'
import { useRoundPlace } from '../use-round-place.tsx'
import { KitNotices } from './kit-notices.tsx'
import { useKitsHere } from './use-kits-here.ts'
import './kits.css'

/** Kits from door to door, made for one thumb; with and without a network. */
export default function KitsPage() {
  const place = useRoundPlace({ method: 'antigen', which: '发哪一轮', where: '给哪个网格发' })
  const { actor, round, grid, action, above, subtitle } = place
  if (actor === null) return null
  if (round !== undefined && grid !== undefined)
    return (
      <Handing
        key={`${round.id} ${grid.id}`}
        roundId={round.id}
        gridId={grid.id}
        isClosed={round.state === 'closed'}
        frame={{ subtitle, action, above }}
      />
    )
  return (
    <Page back title="发抗原" subtitle={subtitle} bar={<ConnectionBar />}>
      <NoRoundHere
        place={place}
        none="现在没有抗原要发"
        noneText="网格长或专班开了一轮抗原，这里就能发"
        notMine="这一轮没有您发的网格"
      />
    </Page>
  )
}

interface HandingProps {
  roundId: string
  gridId: string
  isClosed: boolean
  frame: Pick<ReturnType<typeof useRoundPlace>, 'subtitle' | 'action' | 'above'>
}

const SHOWN: Record<KitShow, (household: KitHousehold) => boolean> = {
  without: ({ due, kits }) => due > 0 && kits === 0,
  untold: ({ kits, missing }) => kits > 0 && missing > 0,
  all: () => true,
}

function Handing({ roundId, gridId, isClosed, frame }: HandingProps) {
  const here = useKitsHere(roundId, gridId)
  const [words, setWords] = useState('')
  const [show, setShow] = useState<KitShow>('without')
  const [chosen, setChosen] = useState<{ household: KitHousehold; kits: number } | null>(null)
  const [focusCount, setFocusCount] = useState(0)
  const households = here.households ?? []
  const count = (kind: KitShow) => households.filter(SHOWN[kind]).length
  const choose = (household: KitHousehold) => {
    setChosen({ household, kits: Math.min(20, Math.max(1, household.missing || household.due)) })
    showTop()
  }
  const hand = () => {
    if (chosen === null) return
    void here.hand(chosen.household, chosen.kits)
    setChosen(null)
    setWords('')
    setFocusCount(focusCount + 1)
  }
  const found = words.trim() === '' ? households.filter(SHOWN[show]) : findDoors(households, words)
  return (
    <Page
      back
      title="发抗原"
      subtitle={frame.subtitle}
      action={frame.action}
      bar={<ConnectionBar />}
      footer={
        chosen !== null && (
          <View className="kits-foot">
            <Button kind="plain" onPress={() => setChosen(null)}>
              返回
            </Button>
            <Button onPress={hand}>{`发 ${chosen.kits} 份`}</Button>
          </View>
        )
      }
    >
      {frame.above}
      {isClosed && <Banner tone="info" title="这一轮已经结束" text="现在发的照样记，会标成晚到" />}
      <KitNotices here={here} />
      {here.households === null && <Awaited error={here.error} rows={4} onRetry={here.again} />}
      {here.households !== null && chosen === null && (
        <>
          <View className="kits-door">
            <QuickBox
              label="找门牌"
              placeholder="门牌，如 32"
              value={words}
              keys="letters"
              focusCount={focusCount}
              onChange={setWords}
            />
          </View>
          {words.trim() === '' && (
            <Choices
              label="看哪些户"
              value={show}
              options={[
                { value: 'without', word: '没发的', count: count('without') },
                { value: 'untold', word: '有试剂没报的', count: count('untold') },
                { value: 'all', word: '全部', count: households.length },
              ]}
              onChange={setShow}
            />
          )}
          <Doors found={found} onChoose={words.trim() === '' && show === 'untold' ? tellFor(roundId) : choose} />
        </>
      )}
      {chosen !== null && (
        <Card title={displayDoor(chosen.household.door)} note={kitsWord(chosen.household)}>
          <Stepper
            label="发几份"
            value={chosen.kits}
            least={1}
            most={20}
            unit="份"
            onChange={(kits) => setChosen({ ...chosen, kits })}
          />
          <Row icon="edit" title="替这户报结果" onPress={() => tellFor(roundId)(chosen.household)} />
        </Card>
      )}
    </Page>
  )
}

const tellFor =
  (roundId: string) =>
  ({ householdId }: KitHousehold) =>
    go(antigenPath(roundId, householdId))

const kitsWord = ({ kits }: KitHousehold) => (kits === 0 ? '还没发' : `发了 ${kits} 份`)

function Doors({ found, onChoose }: { found: readonly KitHousehold[]; onChoose: (household: KitHousehold) => void }) {
  return (
    <Card>
      {found.length === 0 && <Empty icon="done" title="这里没有了" text="换一类看看，或打门牌找" />}
      {found.map((household) => (
        <Row
          key={household.householdId}
          title={displayDoor(household.door)}
          note={kitsWord(household)}
          end={
            household.missing === 0 ? (
              <Tag tone="ok">都报了</Tag>
            ) : (
              <Tag tone="warn">{`差 ${household.missing} 人`}</Tag>
            )
          }
          onPress={() => onChoose(household)}
        />
      ))}
    </Card>
  )
}
