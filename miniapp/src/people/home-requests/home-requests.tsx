import { displayDoor } from '@gezhong/shared/people/door'
import { decideHomeRequest, type HomeRequest, listHomeRequests } from '@gezhong/shared/people/homes/contract'
import { call, sentenceOf } from '../../platform/api.ts'
import { endPullDown } from '../../platform/navigation.ts'
import { notice } from '../../platform/notice.ts'
import { usePullDownRefresh } from '../../platform/page-events.ts'
import { outdate } from '../../platform/queries.ts'
import { POLL_MS, useRead } from '../../platform/use-read.ts'
import { useWrite } from '../../platform/use-write.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button, Buttons } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Page } from '../../ui/page.tsx'
import { Row } from '../../ui/row.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'

/** People who say they live in my grid, one card each. */
export default function HomeRequests() {
  const { data, error, refetch } = useRead(listHomeRequests, {}, { every: POLL_MS })
  usePullDownRefresh(() => void refetch().finally(endPullDown))
  return (
    <Page title="待确认住户" subtitle="认得的再确认，拿不准先打电话" back>
      {data === undefined && (
        <Card>
          {error === null ? (
            <Skeleton rows={3} />
          ) : (
            <Empty
              icon="offline"
              title="没有打开"
              text={sentenceOf(error)}
              action={{ word: '再试一次', onPress: () => void refetch() }}
            />
          )}
        </Card>
      )}
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
  const { id, home } = request
  const deciding = useWrite(async (householdId: string | null, key) => {
    await call(decideHomeRequest, { params: { id }, body: { householdId }, idempotencyKey: key })
    notice(householdId === null ? '已退回' : '已确认，他家可以自己上报了')
    outdate(listHomeRequests)
  })
  return (
    <Card title={`写的是：${request.text}`}>
      {deciding.problem !== null && <Banner tone="bad" title={deciding.problem} />}
      <Row icon="person" title={request.displayName} note={request.phonesMasked.join('、')} />
      {home === null ? (
        <Banner tone="warn" title="台账里没有对上这个门牌" text="请核实；台账补上后，让住户再申请一次" />
      ) : (
        <Row icon="home" title={displayDoor(home.door)} note="台账里对上的这一户" />
      )}
      <Buttons>
        <Button kind="soft" busy={deciding.busy} onPress={() => void deciding.run(null)}>
          退回
        </Button>
        {home !== null && (
          <Button
            busy={deciding.busy}
            label={`确认住在${displayDoor(home.door)}`}
            onPress={() => void deciding.run(home.householdId)}
          >
            确认住这里
          </Button>
        )}
      </Buttons>
    </Card>
  )
}
