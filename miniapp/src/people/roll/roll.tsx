import { View } from '@tarojs/components'
import { useState } from 'react'
import { gridTitle } from '@gezhong/shared/grid/communities/contract'
import {
  listStanding,
  rollProgress,
  type RollQuestion,
  type Standing,
  StandingState,
} from '@gezhong/shared/people/rolls/contract'
import { stateWords } from '@gezhong/shared/people/rolls/roll-words'
import { endPullDown, go } from '../../platform/navigation.ts'
import { usePullDownRefresh } from '../../platform/page-events.ts'
import { usePageParams } from '../../platform/page-params.ts'
import { POLL_MS, useRead } from '../../platform/use-read.ts'
import { ConnectionBar } from '../../home/connection-bar.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Awaited } from '../../ui/awaited.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Page } from '../../ui/page.tsx'
import { Search } from '../../ui/search.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { sumWithin } from '../grid-scope.ts'
import { callsPath } from '../calls/calls-path.ts'
import { RemindMissing } from '../reminders/remind-missing.tsx'
import { RollSwitch } from '../roll-switch.tsx'
import { usePageRoll } from '../use-page-roll.ts'
import { HouseholdSheet } from './household-sheet.tsx'
import { StandingRow } from './standing-row.tsx'
import './roll.css'

const TABS: readonly StandingState[] = ['missing', 'differs', 'reported', 'excused']

type Emptiness = Record<StandingState, { title: string; text: string }>

const EMPTY: Record<RollQuestion, Emptiness> = {
  'who-lives-here': {
    missing: { title: '一户都不差', text: '该报的都报了，不用再打电话' },
    differs: { title: '没有差异', text: '报上来的和台账都对得上' },
    reported: { title: '还没有对上的', text: '报上来、和台账一样的户会列在这里' },
    excused: { title: '没有不用报的', text: '空房、封存、外出的会列在这里' },
  },
  'who-was-tested': {
    missing: { title: '一户都不差', text: '该检的都检了，不用再打电话' },
    differs: { title: '没有人数不符的', text: '检的人数和台账都对得上' },
    reported: { title: '还没有检全的', text: '一家人都检了的户会列在这里' },
    excused: { title: '没有不用检的', text: '空房、外出、批准免检的会列在这里' },
  },
}

const ALL_DONE: Record<RollQuestion, string> = { 'who-lives-here': '都报了', 'who-was-tested': '都检了' }

const PAGE = 50

/** The roll of a grid, by how each household stands, with one tap to dial. */
export default function RollPage() {
  const { state = 'missing', for: aim } = usePageParams()
  const { rollId: roll, gridId: grid, grid: here, ...page } = usePageRoll()
  const question = page.roll?.question ?? 'who-lives-here'
  const [tab, setTab] = useState<StandingState>(() => StandingState.safeParse(state).data ?? 'missing')
  const [words, setWords] = useState('')
  const [size, setSize] = useState(PAGE)
  const [open, setOpen] = useState<Standing | null>(null)
  // Reporting for somebody begins with a door, whether it has reported or not, and wherever in one's scope it stands.
  const everywhere = aim === 'report' && words !== ''
  const sought = everywhere ? {} : { grid, state: tab }
  const progress = useRead(rollProgress, { params: { id: roll } }, { keep: true, every: POLL_MS })
  const list = useRead(
    listStanding,
    { params: { id: roll }, query: { ...sought, size, page: 1, ...(words === '' ? {} : { q: words }) } },
    { every: POLL_MS, keep: words === '' && size === PAGE },
  )
  usePullDownRefresh(() => void Promise.all([list.refetch(), progress.refetch()]).finally(endPullDown))
  const sum = here && progress.data && sumWithin(here.code, progress.data.grids)
  // The sheet stays open while the list goes on: it says what the list says.
  const now = list.data?.rows.find(({ householdId }) => householdId === open?.householdId)
  return (
    <Page
      back
      title={sum === undefined ? '名单' : sum.missing === 0 ? ALL_DONE[question] : `还差 ${sum.missing} 户`}
      subtitle={[here && gridTitle(here), page.roll?.title].filter(Boolean).join(' · ')}
      bar={<ConnectionBar />}
      footer={
        sum !== undefined &&
        sum.missing > 0 &&
        tab === 'missing' &&
        aim !== 'report' && (
          <View className="roll-call">
            <Button shape="huge" icon="phone" onPress={() => go(callsPath(grid))}>
              开始打电话
            </Button>
          </View>
        )
      }
    >
      <RollSwitch rolls={page.rolls} chosen={roll} onChoose={page.choose} />
      {aim === 'report' ? (
        <Banner tone="info" title="替谁家报？" text="搜门牌，点开那一户。报过的也找得到，可以改" />
      ) : (
        <Segmented
          label="看哪些户"
          value={tab}
          onChange={(next) => {
            setTab(next)
            setSize(PAGE)
          }}
          options={TABS.map((value) => ({ value, word: stateWords(question)[value], count: sum?.[value] }))}
        />
      )}
      {tab === 'missing' && aim !== 'report' && page.roll?.state === 'open' && (sum?.missing ?? 0) > 0 && (
        <View className="roll-remind">
          <RemindMissing key={`${roll} ${grid}`} rollId={roll} gridId={grid} question={question} />
        </View>
      )}
      <Search label="找门牌" placeholder="门牌，如 32" value={words} onChange={setWords} />
      {list.data === undefined ? (
        <Awaited error={list.error} rows={6} title="名单没有打开" onRetry={() => void list.refetch()} />
      ) : (
        <Card>
          {list.data.rows.length === 0 && (
            <NoRows question={question} tab={tab} words={words} everywhere={everywhere} />
          )}
          {list.data.rows.map((standing) => (
            <StandingRow
              key={standing.householdId}
              standing={standing}
              question={question}
              mixed={everywhere}
              onOpen={setOpen}
            />
          ))}
          {list.data.rows.length < list.data.total && (
            <View className="roll-more">
              <Button kind="plain" busy={list.isFetching} onPress={() => setSize(Math.min(500, size + PAGE))}>
                {`再看一些（共 ${list.data.total} 户）`}
              </Button>
            </View>
          )}
        </Card>
      )}
      {open !== null && (
        <HouseholdSheet
          rollId={roll}
          standing={now ?? open}
          question={question}
          moved={list.data !== undefined && now === undefined}
          onClose={() => setOpen(null)}
        />
      )}
    </Page>
  )
}

interface Missed {
  question: RollQuestion
  tab: StandingState
  words: string
  everywhere: boolean
}

function NoRows({ question, tab, words, everywhere }: Missed) {
  if (words === '') return <Empty icon={tab === 'missing' ? 'done' : 'list'} {...EMPTY[question][tab]} />
  const where = everywhere
    ? `您管的户里没有“${words}”，换个写法，例如只写号数`
    : `这一栏里没有“${words}”，换一栏或换个写法`
  return <Empty icon="search" title="没有找到" text={where} />
}
