import { useState } from 'react'
import type { Grid } from '@gezhong/shared/grid/communities/contract'
import { listSelfTests, RESULT_WORDS, type SelfTest } from '@gezhong/shared/people/antigen/contract'
import { displayDoor } from '@gezhong/shared/people/door'
import { ConnectionBar } from '../../home/connection-bar.tsx'
import { POLL_MS, useRead } from '../../platform/use-read.ts'
import { Awaited } from '../../ui/awaited.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Choices } from '../../ui/choices.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Page } from '../../ui/page.tsx'
import { Row } from '../../ui/row.tsx'
import { Tag } from '../../ui/tag.tsx'
import { standingOf, whoOf } from '../antigen/telling-words.ts'
import { NoRoundHere } from '../no-round-here.tsx'
import { useRoundPlace } from '../use-round-place.tsx'
import { CheckSheet } from './check-sheet.tsx'

/** What the households told, to look through: positive ones first, then those nobody has looked at. */
export default function SelfTestsPage() {
  const place = useRoundPlace({ method: 'antigen', which: '看哪一轮', where: '看哪个网格' })
  const { actor, round, grid, action, above, subtitle } = place
  if (actor === null) return null
  return (
    <Page back title="看自测结果" subtitle={subtitle} action={action} bar={<ConnectionBar />}>
      {above}
      {round !== undefined && grid !== undefined ? (
        <TestList key={`${round.id} ${grid.id}`} roundId={round.id} grid={grid} />
      ) : (
        <NoRoundHere
          place={place}
          none="现在没有抗原"
          noneText="网格长或专班开了一轮抗原，报上来的在这里看"
          notMine="这一轮没有您看的网格"
        />
      )}
    </Page>
  )
}

const PAGE = 50

function TestList({ roundId, grid }: { roundId: string; grid: Grid }) {
  const [show, setShow] = useState<'unchecked' | 'all'>('unchecked')
  const [size, setSize] = useState(PAGE)
  const [chosen, setChosen] = useState<SelfTest | null>(null)
  const query = { grid: grid.id, size, ...(show === 'unchecked' ? { unchecked: 'true' as const } : {}) }
  const { data, error, refetch } = useRead(listSelfTests, { params: { id: roundId }, query }, { every: POLL_MS })
  const left = (data?.total ?? 0) - (data?.rows.length ?? 0)
  return (
    <>
      <Choices
        label="看哪些"
        value={show}
        options={[
          { value: 'unchecked', word: '没看过的' },
          { value: 'all', word: '全部' },
        ]}
        onChange={setShow}
      />
      {data === undefined ? (
        <Awaited error={error} rows={4} onRetry={() => void refetch()} />
      ) : (
        <Card>
          {data.rows.length === 0 && (
            <Empty
              icon="done"
              title={show === 'unchecked' ? '都看过了' : '还没有人报'}
              text="有人报上来，这里会自己出现"
            />
          )}
          {data.rows.map((test) => (
            <TestRow key={test.id} test={test} onPress={() => setChosen(test)} />
          ))}
          {left > 0 && (
            <Button kind="soft" onPress={() => setSize(Math.min(500, size + PAGE))}>
              {`再看一些，还有 ${left} 条`}
            </Button>
          )}
        </Card>
      )}
      {chosen !== null && <CheckSheet test={chosen} onClose={() => setChosen(null)} />}
    </>
  )
}

function TestRow({ test, onPress }: { test: SelfTest; onPress: () => void }) {
  const { tone, word } = standingOf(test)
  const checked = test.verdict === 'right' && '看过'
  const note = [whoOf(test), checked, test.undone && '住户已撤回'].filter(Boolean).join('，')
  const isPositive = test.result === 'positive'
  return (
    <Row
      title={displayDoor(test.door)}
      note={note}
      end={<Tag tone={isPositive ? 'bad' : tone}>{isPositive ? RESULT_WORDS.positive : word}</Tag>}
      onPress={onPress}
    />
  )
}
