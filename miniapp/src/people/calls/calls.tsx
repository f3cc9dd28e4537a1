import { useEffect, useState } from 'react'
import { followUpCounts, type FollowUp } from '@gezhong/shared/people/follow-ups/contract'
import { displayDoor } from '@gezhong/shared/people/door'
import { ConnectionBar } from '../../home/connection-bar.tsx'
import { restartAt, endPullDown, showTop } from '../../platform/navigation.ts'
import { usePullDownRefresh } from '../../platform/page-events.ts'
import { usePageParams } from '../../platform/page-params.ts'
import { useActor } from '../../platform/session.ts'
import { POLL_MS, useRead } from '../../platform/use-read.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Page } from '../../ui/page.tsx'
import { Row } from '../../ui/row.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { lineWords } from './call-words.ts'
import { HouseholdToCall } from './household-to-call.tsx'
import { dropCall, useKeptCalls } from './kept-calls.ts'
import { OutcomeKeys } from './outcome-keys.tsx'
import { QueueList } from './queue-list.tsx'
import { type Calling, useCalling } from './use-calling.ts'
import './calls.css'

/** Whoever is missing is called, one after the other and by one thumb; or chosen from the list. */
export default function CallsPage() {
  const { grid = '' } = usePageParams()
  const actor = useActor()
  useEffect(() => {
    if (actor === null) restartAt('/home/sign-in/sign-in')
  }, [actor])
  return actor === null ? null : <Desk key={grid} gridId={grid} />
}

function Desk({ gridId }: { gridId: string }) {
  const [view, setView] = useState<'call' | 'list'>('call')
  const calling = useCalling(gridId)
  const counts = useRead(
    followUpCounts,
    { query: gridId === '' ? {} : { grid: gridId } },
    { every: POLL_MS, keep: true },
  )
  usePullDownRefresh(() => void counts.refetch().finally(endPullDown))
  const { due = 0, visit = 0, later = 0, calledToday = 0 } = counts.data ?? {}
  const open = due + visit + later
  const show = (next: typeof view) => {
    setView(next)
    showTop()
  }
  const choose = ({ id }: FollowUp) => {
    show('call')
    void calling.take(id)
  }
  return (
    <Page
      back
      title="打电话"
      subtitle={counts.data && `${open === 0 ? '都齐了' : `还差 ${open} 户`} · 你今天打了 ${calledToday} 个`}
      bar={<ConnectionBar />}
      action={
        <Button kind="plain" shape="pill" onPress={() => show(view === 'call' ? 'list' : 'call')}>
          {view === 'call' ? '列表' : '接着打'}
        </Button>
      }
    >
      <Refused />
      {calling.full && <Banner tone="bad" title="手机存满了，刚记的只在屏幕上" text="先别关页面，连上网再打" />}
      {view === 'call' ? (
        <InHand calling={calling} left={later + visit} />
      ) : (
        <QueueList gridId={gridId} counts={counts.data} onOpen={choose} />
      )}
      {calling.last !== null && (
        <Banner
          tone="ok"
          title={`记下了 ${calling.last.words}`}
          action={{ word: '撤销', onPress: () => void calling.undo() }}
        />
      )}
    </Page>
  )
}

/** What the server did not take, until somebody has read why. */
function Refused() {
  return useKeptCalls()
    .filter(({ refusal }) => refusal !== null)
    .map(({ id, door, refusal }) => (
      <Banner
        key={id}
        tone="bad"
        title={`${displayDoor(door)} 的结果没送上去：${refusal}`}
        action={{ word: '知道了', onPress: () => dropCall(id) }}
      />
    ))
}

function InHand({ calling, left }: { calling: Calling; left: number }) {
  const { current, after, busy, problem, empty } = calling
  return (
    <>
      {problem !== null && (
        <Banner tone="bad" title={problem} action={{ word: '下一户', onPress: () => void calling.next() }} />
      )}
      {current !== null && (
        <>
          <HouseholdToCall followUp={current} />
          <OutcomeKeys
            key={current.id}
            followUp={current}
            kind={current.state === 'visit' ? 'visit' : 'call'}
            busy={busy}
            onLog={(said) => void calling.log(current.state === 'visit' ? 'visit' : 'call', said)}
          />
          <Card>
            <Row
              title={after === null ? '后面没有要打的了' : `下一户 ${displayDoor(after.door)}`}
              note={after === null ? undefined : lineWords(after)}
              end={
                <Button kind="plain" shape="pill" disabled={busy} onPress={() => calling.skip()}>
                  跳过
                </Button>
              }
            />
          </Card>
        </>
      )}
      {current === null && busy && (
        <Card {...(after === null ? {} : { title: displayDoor(after.door) })}>
          <Skeleton rows={6} />
        </Card>
      )}
      {current === null && !busy && empty && (
        <Card>
          <Empty
            icon="done"
            title="现在没有要打的"
            text={left === 0 ? '一户都不差了' : `还有 ${left} 户过会儿再打，或要上门，看“列表”`}
            action={{ word: '再看看', onPress: () => void calling.next() }}
          />
        </Card>
      )}
    </>
  )
}
