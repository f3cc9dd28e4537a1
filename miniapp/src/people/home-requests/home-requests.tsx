import { useState } from 'react'
import { displayDoor } from '@gezhong/shared/people/door'
import { decideHomeRequest, type HomeRequest, listHomeRequests } from '@gezhong/shared/people/homes/contract'
import { call } from '../../platform/api.ts'
import { endPullDown } from '../../platform/navigation.ts'
import { notice } from '../../platform/notice.ts'
import { usePullDownRefresh } from '../../platform/page-events.ts'
import { outdate } from '../../platform/queries.ts'
import { POLL_MS, useRead } from '../../platform/use-read.ts'
import { useWrite } from '../../platform/use-write.ts'
import { Banner } from '../../ui/banner.tsx'
import { Awaited } from '../../ui/awaited.tsx'
import { Button, Buttons } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Page } from '../../ui/page.tsx'
import { Row } from '../../ui/row.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { HouseholdSearch } from '../household-search.tsx'

/** People who say they live in my grid, one card each. */
export default function HomeRequests() {
  const { data, error, refetch } = useRead(listHomeRequests, {}, { every: POLL_MS })
  usePullDownRefresh(() => void refetch().finally(endPullDown))
  return (
    <Page title="待确认住户" subtitle="认得的再确认，拿不准先打电话" back>
      {data === undefined && <Awaited error={error} onRetry={() => void refetch()} />}
      {data?.requests.length === 0 && (
        <Card>
          <Empty icon="done" title="没有人在等" text="有住户申请关联门牌时，会出现在这里" />
        </Card>
      )}
      {data?.requests.map((request) => (
        <RequestCard key={request.id} request={request} />
      ))}
    </Page>
  )
}

function RequestCard({ request }: { request: HomeRequest }) {
  const { id, proxy } = request
  const [chosen, setChosen] = useState<{ householdId: string; door: string } | null>(null)
  const [choosing, setChoosing] = useState(false)
  const home = chosen ?? request.home
  const deciding = useWrite(async (householdId: string | null, key) => {
    await call(decideHomeRequest, { params: { id }, body: { householdId }, idempotencyKey: key })
    notice(householdId === null ? '已退回' : proxy ? '已确认，记下了您当面问过本户' : '已确认，他家可以自己上报了')
    outdate(listHomeRequests)
  })
  return (
    <Card title={`写的是：${request.text}`} note={proxy ? '不住这里，想照看' : undefined}>
      {deciding.problem !== null && <Banner tone="bad" title={deciding.problem} />}
      <Row icon="person" title={request.displayName} note={request.phonesMasked.join('、')} />
      {home === null ? (
        <Banner
          tone="warn"
          title="台账里没有对上这个门牌"
          text="打电话问清楚后，点“找是哪户”；台账里真没有的，先在管理页补上"
        />
      ) : (
        <Row
          icon="home"
          title={displayDoor(home.door)}
          note={chosen === null ? '台账里对上的这一户' : '您选的这一户'}
        />
      )}
      {proxy && <Banner tone="info" title="先当面问本户" text="本户同意了再点，会记下是您当面问的" />}
      <Buttons>
        <Button kind="soft" busy={deciding.busy} onPress={() => void deciding.run(null)}>
          退回
        </Button>
        {request.home === null && (
          <Button kind={home === null ? 'main' : 'soft'} busy={deciding.busy} onPress={() => setChoosing(true)}>
            {home === null ? '找是哪户' : '换一户'}
          </Button>
        )}
        {home !== null && (
          <Button
            busy={deciding.busy}
            label={proxy ? `${displayDoor(home.door)}同意他照看` : `确认住在${displayDoor(home.door)}`}
            onPress={() => void deciding.run(home.householdId)}
          >
            {proxy ? '问过了，同意' : '确认住这里'}
          </Button>
        )}
      </Buttons>
      {choosing && (
        <Sheet title="他住哪一户？" onClose={() => setChoosing(false)}>
          <Banner tone="mute" title={`写的是：${request.text}`} />
          <HouseholdSearch
            onChoose={(household) => {
              setChosen({ householdId: household.id, door: household.door })
              setChoosing(false)
            }}
          />
        </Sheet>
      )}
    </Card>
  )
}
