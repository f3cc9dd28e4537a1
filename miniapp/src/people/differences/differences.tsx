import { useState } from 'react'
import { gridTitle } from '@gezhong/shared/grid/communities/contract'
import { canSettleDifference } from '@gezhong/shared/people/policy'
import { type DifferenceKind, listDifferences } from '@gezhong/shared/people/reconciliation/contract'
import { DIFFERENCE_KINDS, KIND_WORDS } from '@gezhong/shared/people/reconciliation/verdict'
import { endPullDown } from '../../platform/navigation.ts'
import { usePullDownRefresh } from '../../platform/page-events.ts'
import { useActor } from '../../platform/session.ts'
import { POLL_MS, useRead } from '../../platform/use-read.ts'
import { ConnectionBar } from '../../home/connection-bar.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Awaited } from '../../ui/awaited.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Page } from '../../ui/page.tsx'
import { Choices } from '../../ui/choices.tsx'
import { RollSwitch } from '../roll-switch.tsx'
import { usePageRoll } from '../use-page-roll.ts'
import { DifferenceCard } from './difference-card.tsx'
import { OtherRolls } from './other-rolls.tsx'
import { useSettling } from './use-settling.ts'

const PAGE = 30

/** Every difference of a grid that waits for a person, each settled with one or two taps and undoable. */
export default function DifferencesPage() {
  const { rollId: roll, gridId: grid, grid: here, ...page } = usePageRoll()
  const others = page.rolls.filter(({ id }) => id !== roll)
  const actor = useActor()
  const [kind, setKind] = useState<DifferenceKind | 'all'>('all')
  const [size, setSize] = useState(PAGE)
  const list = useRead(
    listDifferences,
    { query: { roll, grid, size, page: 1, ...(kind === 'all' ? {} : { kind }) } },
    { every: POLL_MS, keep: kind === 'all' && size === PAGE },
  )
  usePullDownRefresh(() => void list.refetch().finally(endPullDown))
  const settling = useSettling()
  const byKind: Readonly<Record<string, number | undefined>> = list.data?.byKind ?? {}
  const all = Math.max(
    DIFFERENCE_KINDS.reduce((sum, each) => sum + (byKind[each] ?? 0), 0),
    list.data?.total ?? 0,
  )
  return (
    <Page
      back
      title="核对差异"
      subtitle={[
        here && gridTitle(here),
        others.length > 0 && page.roll?.title,
        list.data && (all === 0 ? '都定下来了' : `还有 ${all} 条`),
      ]
        .filter(Boolean)
        .join(' · ')}
      bar={<ConnectionBar />}
    >
      <RollSwitch rolls={page.rolls} chosen={roll} onChoose={page.choose} />
      {settling.last !== null && (
        <Banner tone="ok" title={settling.last.word} action={{ word: '撤销', onPress: () => void settling.undo() }} />
      )}
      {settling.problem !== null && <Banner tone="bad" title={settling.problem} />}
      {(all > 0 || kind !== 'all') && (
        <Choices
          label="看哪一种"
          value={kind}
          onChange={(next) => {
            setKind(next)
            setSize(PAGE)
          }}
          options={[
            { value: 'all' as const, word: '全部', count: all },
            ...DIFFERENCE_KINDS.filter((each) => (byKind[each] ?? 0) > 0 || each === kind).map((each) => ({
              value: each,
              word: KIND_WORDS[each],
              count: byKind[each] ?? 0,
            })),
          ]}
        />
      )}
      {list.data === undefined && <Awaited error={list.error} rows={5} onRetry={() => void list.refetch()} />}
      {list.data?.rows.length === 0 && (
        <Card>
          <Empty
            icon="done"
            title={others.length === 0 ? '没有要核对的' : `${page.roll?.title ?? '这一次'}没有要核对的`}
            text="报上来的都和台账对得上；有新的差异会出现在这里"
          />
          <OtherRolls rolls={others} gridId={grid} onChoose={page.choose} />
        </Card>
      )}
      {list.data?.rows.map((difference) => (
        <DifferenceCard
          key={difference.id}
          difference={difference}
          may={actor !== null && canSettleDifference(actor, difference.gridCode)}
          settling={settling}
        />
      ))}
      {list.data !== undefined && list.data.rows.length < list.data.total && (
        <Card>
          <Button kind="plain" busy={list.isFetching} onPress={() => setSize(Math.min(500, size + PAGE))}>
            {`再看一些（共 ${list.data.total} 条）`}
          </Button>
        </Card>
      )}
    </Page>
  )
}
