import { useEffect } from 'react'
import { ownCredential } from '@gezhong/shared/grid/credentials/contract'
import { endPullDown, restartAt } from '../../platform/navigation.ts'
import { usePullDownRefresh } from '../../platform/page-events.ts'
import { useActor } from '../../platform/session.ts'
import { useRead } from '../../platform/use-read.ts'
import { Awaited } from '../../ui/awaited.tsx'
import { Card } from '../../ui/card.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Page } from '../../ui/page.tsx'
import { ConnectionBar } from '../connection-bar.tsx'
import { ShownCard } from './shown-card.tsx'

/** The credential that one carries, shown to guards and at doors; kept on the phone for where there is no network. */
export default function CredentialPage() {
  const actor = useActor()
  const { data, error, refetch } = useRead(ownCredential, {}, { keep: true, when: actor !== null })
  usePullDownRefresh(() => void refetch().finally(endPullDown))
  useEffect(() => {
    if (actor === null) restartAt('/home/sign-in/sign-in')
  }, [actor])
  if (actor === null) return null
  return (
    <Page back title="我的证件" bar={<ConnectionBar />}>
      {data === undefined && <Awaited error={error} rows={5} onRetry={() => void refetch()} />}
      {data?.credential === null && (
        <Card>
          <Empty icon="person" title="还没有证件" text="先参加培训，再请网格长或专班发证" />
        </Card>
      )}
      {data?.credential != null && <ShownCard credential={data.credential} />}
    </Page>
  )
}
