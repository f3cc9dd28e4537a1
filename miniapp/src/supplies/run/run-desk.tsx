import { useState } from 'react'
import { wallClock } from '@gezhong/shared/civil-day'
import type { RunSheet, Stop } from '@gezhong/shared/supplies/deliveries/contract'
import { moveRun } from '@gezhong/shared/supplies/runs/contract'
import { ConnectionBar } from '../../home/connection-bar.tsx'
import { call } from '../../platform/api.ts'
import { endPullDown } from '../../platform/navigation.ts'
import { usePullDownRefresh } from '../../platform/page-events.ts'
import { readySound } from '../../platform/signal.ts'
import { useWrite } from '../../platform/use-write.ts'
import { ActionBar } from '../../ui/bar.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Page } from '../../ui/page.tsx'
import { keptRuns } from './kept-runs.ts'
import { runTitle } from './run-words.ts'
import { ScanRun } from './scan-run.tsx'
import { sendDeliveries } from './send-deliveries.ts'
import { StopRows } from './stop-rows.tsx'
import { StopSheet } from './stop-sheet.tsx'
import { groupsOf } from './stops.ts'
import { takeRun } from './take-run.ts'
import { Told } from './told.tsx'
import type { RunHere } from './use-run.ts'

interface Props {
  run: RunHere
  sheet: RunSheet
}

/** A run on the way: the doors in their order, and the key that scans. */
export function RunDesk({ run, sheet }: Props) {
  const [scanning, setScanning] = useState(false)
  const [looked, setLooked] = useState<string | null>(null)
  const { stops, full, told } = run
  const reading = useWrite(() => takeRun(sheet.run.id))
  usePullDownRefresh(() => void reading.run(undefined).finally(endPullDown))
  const groups = groupsOf(stops)
  const stop = stops.find(({ voucherId }) => voucherId === looked)
  const progress = `${groups.done.length} / ${stops.length - groups.cancelled.length} 袋`
  if (scanning) return <ScanRun run={run} sheet={sheet} progress={progress} onClose={() => setScanning(false)} />
  return (
    <Page
      back
      title={runTitle(sheet.run)}
      subtitle={`${sheet.run.stallTitle} · 送到 ${progress}`}
      bar={<ConnectionBar />}
      footer={
        <ActionBar>
          <Button
            icon="scan"
            onPress={() => {
              readySound()
              setScanning(true)
            }}
          >
            扫码交付
          </Button>
        </ActionBar>
      }
    >
      {full && <Banner tone="bad" title="手机存满了，刚才的只在屏幕上" text="先别关页面，连上网再送" />}
      <Told rows={told} />
      <Banner
        tone="info"
        title="都在手机里，没网也能送"
        text={`${wallClock(new Date(sheet.readAt))} 读的名单`}
        action={{ word: '更新', onPress: () => void reading.run(undefined) }}
      />
      {reading.problem !== null && <Banner tone="warn" title={reading.problem} />}
      <Group title="要送的" stops={groups.open} numbered onLook={setLooked} />
      <Group title="没送成，带回点上的" stops={groups.toReturn} onLook={setLooked} />
      <Group title="取消了，不用送的" stops={groups.cancelled} onLook={setLooked} />
      <Group title="送到了的" stops={groups.done} onLook={setLooked} />
      {groups.open.length === 0 && <EndOfRun sheet={sheet} left={groups.toReturn.length} />}
      {stop !== undefined && (
        <StopSheet runId={sheet.run.id} stop={stop} onAct={run.act} onClose={() => setLooked(null)} />
      )}
    </Page>
  )
}

interface GroupProps {
  title: string
  stops: readonly Stop[]
  numbered?: boolean
  onLook: (voucherId: string) => void
}

function Group({ title, stops, numbered = false, onLook }: GroupProps) {
  if (stops.length === 0) return null
  return (
    <Card title={title} note={`${stops.length} 袋`}>
      <StopRows stops={stops} numbered={numbered} onLook={onLook} />
    </Card>
  )
}

/** Nobody is left to go to: the run is ended, which needs the network, as what was left over is free for others then. */
function EndOfRun({ sheet, left }: { sheet: RunSheet; left: number }) {
  const [asked, setAsked] = useState(false)
  const ending = useWrite(async (_: null, key: string) => {
    await sendDeliveries()
    await call(moveRun, { params: { id: sheet.run.id }, body: { to: 'ended' }, idempotencyKey: key })
    keptRuns.drop([sheet.run.id])
  })
  return (
    <>
      <Button kind="soft" onPress={() => setAsked(true)}>
        这一趟送完了
      </Button>
      {asked && (
        <Confirm
          title="这一趟送完了？"
          text={left === 0 ? '送完就从手机里收起来。' : `还有 ${left} 袋没送成，请带回点上，别人可以接着送。`}
          yes="送完了"
          no="再看看"
          busy={ending.busy}
          problem={ending.problem}
          onYes={() => void ending.run(null)}
          onNo={() => setAsked(false)}
        />
      )}
    </>
  )
}
