import { RUN_STATE_WORDS } from '@gezhong/shared/supplies/runs/contract'
import { ConnectionBar } from '../../home/connection-bar.tsx'
import { endPullDown, go } from '../../platform/navigation.ts'
import { usePullDownRefresh } from '../../platform/page-events.ts'
import { Awaited } from '../../ui/awaited.tsx'
import { Card } from '../../ui/card.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Page } from '../../ui/page.tsx'
import { Row } from '../../ui/row.tsx'
import { Tag } from '../../ui/tag.tsx'
import { runPath } from '../supplies-paths.ts'
import { keptRuns } from './kept-runs.ts'
import { farWords, runTitle } from './run-words.ts'
import { useOwnRuns } from './use-own-runs.ts'

/** What is mine to carry, the next first. */
export function RunList() {
  const { data, error, refetch } = useOwnRuns()
  const onPhone = new Set(keptRuns.useRows().map(({ id }) => id))
  usePullDownRefresh(() => void refetch().finally(endPullDown))
  return (
    <Page back title="送菜" subtitle="分给您送的" bar={<ConnectionBar />}>
      {data === undefined && <Awaited error={error} rows={3} onRetry={() => void refetch()} />}
      {data?.runs.length === 0 && (
        <Card>
          <Empty icon="box" title="现在没有要您送的" text="网格员把菜分给您送以后，这里就有" />
        </Card>
      )}
      {data !== undefined && data.runs.length > 0 && (
        <Card>
          {data.runs.map((run) => {
            const far = farWords([run])
            const isOver = run.state === 'ended' || run.state === 'called-off'
            return (
              <Row
                key={run.id}
                icon="box"
                title={runTitle(run)}
                note={[
                  run.stallTitle,
                  `送到 ${run.delivered} / ${run.bags} 袋`,
                  ...(run.failed > 0 ? [`没送成 ${run.failed} 袋`] : []),
                  ...(onPhone.has(run.id) ? ['已在手机里'] : []),
                ].join(' · ')}
                end={
                  <Tag tone={isOver ? 'mute' : far.done ? 'ok' : 'warn'}>
                    {isOver ? RUN_STATE_WORDS[run.state] : far.words}
                  </Tag>
                }
                {...(isOver ? {} : { onPress: () => go(runPath(run.id)) })}
              />
            )
          })}
        </Card>
      )}
    </Page>
  )
}
