import { currentCommunity, ZONE_WORDS } from '@gezhong/shared/grid/communities/contract'
import { go } from '../../platform/navigation.ts'
import { POLL_MS, useRead } from '../../platform/use-read.ts'
import { OwnHomeCards } from '../../people/own-rounds/own-homes.tsx'
import { useOwnHomes } from '../../people/own-rounds/use-own-homes.ts'
import { RunsEntry } from '../../supplies/run/runs-entry.tsx'
import { StallsEntry } from '../../supplies/stalls/stalls-entry.tsx'
import { displayDoor } from '@gezhong/shared/people/door'
import { Awaited } from '../../ui/awaited.tsx'
import { Card } from '../../ui/card.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Page } from '../../ui/page.tsx'
import { Row } from '../../ui/row.tsx'
import { ConnectionBar } from '../connection-bar.tsx'
import { useNotice } from '../privacy/use-notices.ts'
import { ReadingSizePill } from '../reading-size-pill.tsx'
import { Tabs } from '../tabs.tsx'

/** My household today: what is asked, what I said, what became of it. */
export function ResidentToday() {
  const homes = useOwnHomes({ every: POLL_MS })
  const { data: community } = useRead(currentCommunity, {}, { keep: true })
  const privacy = useNotice('privacy')
  const { households, chosen, error, refetch } = homes
  const place = [chosen?.gridTitle, community && ZONE_WORDS[community.zoneStatus]].filter(Boolean).join(' · ')
  return (
    <Page
      title={chosen === undefined ? '今日' : displayDoor(chosen.household.door)}
      subtitle={place}
      action={<ReadingSizePill />}
      bar={<ConnectionBar />}
      footer={<Tabs here="today" />}
    >
      {privacy !== undefined && !privacy.allows && (
        <Card>
          <Row
            icon="done"
            title="您没同意告知书，网上不能自己报"
            note="请网格员替您报就行，买菜、求助都照常"
            onPress={() => go('/home/privacy/privacy')}
          />
        </Card>
      )}
      {households === undefined && <Awaited error={error} onRetry={refetch} />}
      {households?.length === 0 && (
        <Card>
          <Empty icon="home" title="还没有关联您家" text="请让网格员把您的门牌关联到这个账号，或直接打电话报给他" />
        </Card>
      )}
      <RunsEntry />
      <OwnHomeCards homes={homes} named={false} />
      {households !== undefined && households.length > 0 && <StallsEntry />}
    </Page>
  )
}
