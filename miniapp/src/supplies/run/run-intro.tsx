import { useState } from 'react'
import { ConnectionBar } from '../../home/connection-bar.tsx'
import { isRefusal } from '../../platform/api.ts'
import { readySound } from '../../platform/signal.ts'
import { useWrite } from '../../platform/use-write.ts'
import { ActionBar } from '../../ui/bar.tsx'
import { Awaited } from '../../ui/awaited.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Page } from '../../ui/page.tsx'
import { Row } from '../../ui/row.tsx'
import { Told } from './told.tsx'
import { runTitle } from './run-words.ts'
import { takeRun } from './take-run.ts'
import { useOwnRuns } from './use-own-runs.ts'
import type { RunHere } from './use-run.ts'

/** A run that is not on this phone yet: what it is, and the key that takes it along. */
export function RunIntro({ runId, told }: { runId: string; told: RunHere['told'] }) {
  const { data, error, refetch } = useOwnRuns()
  const [isHeld, setHeld] = useState(false)
  const [isFull, setFull] = useState(false)
  const taking = useWrite(async (takeOver: boolean) => {
    readySound()
    try {
      setFull(!(await takeRun(runId, takeOver)))
    } catch (failure) {
      setHeld(isRefusal(failure, 'held-elsewhere'))
      throw failure
    }
  })
  const run = data?.runs.find(({ id }) => id === runId)
  const isMine = run !== undefined && run.state !== 'ended' && run.state !== 'called-off'
  return (
    <Page
      back
      title="送菜"
      subtitle={run?.stallTitle}
      bar={<ConnectionBar />}
      footer={
        isMine && (
          <ActionBar>
            <Button busy={taking.busy} onPress={() => void taking.run(isHeld)}>
              {isHeld ? '换到这部手机' : '装到这部手机'}
            </Button>
          </ActionBar>
        )
      }
    >
      <Told rows={told} />
      {taking.problem !== null && (
        <Banner
          tone={isHeld ? 'warn' : 'bad'}
          title={taking.problem}
          text={isHeld ? '换过来以后，另一部手机就不能再送这一趟了' : undefined}
        />
      )}
      {isFull && <Banner tone="bad" title="手机存满了，这一趟没存下" text="清出一点空间再装，不然没网的地方送不了" />}
      {data === undefined && <Awaited error={error} rows={3} onRetry={() => void refetch()} />}
      {data !== undefined && !isMine && (
        <Card>
          <Empty icon="box" title="这一趟不用您送了" text="送完了、取消了，或者分给了别人，有疑问问一下网格员" />
        </Card>
      )}
      {isMine && (
        <Card>
          <Row icon="box" title={runTitle(run)} note={`${run.bags} 袋，已送到 ${run.delivered} 袋`} />
          <Row icon="offline" title="先装到手机里，再出门" note="没有网络的地方照样能扫、能记，有网了自动交上去" />
        </Card>
      )}
    </Page>
  )
}
