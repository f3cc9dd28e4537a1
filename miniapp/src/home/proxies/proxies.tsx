import { useState } from 'react'
import { me } from '@gezhong/shared/grid/identity/contract'
import { displayDoor } from '@gezhong/shared/people/door'
import { endBond, listProxies } from '@gezhong/shared/people/proxies/contract'
import { call, sentenceOf } from '../../platform/api.ts'
import { notice } from '../../platform/notice.ts'
import { outdate, queries } from '../../platform/queries.ts'
import { keepActor } from '../../platform/session.ts'
import { POLL_MS, useRead } from '../../platform/use-read.ts'
import { useWrite } from '../../platform/use-write.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Page } from '../../ui/page.tsx'
import { Row } from '../../ui/row.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { ConnectionBar } from '../connection-bar.tsx'
import { SlipClaim } from '../slip/slip-claim.tsx'
import { AskAsProxy } from './ask-as-proxy.tsx'
import { Asking } from './asking.tsx'

interface Ending {
  grantId: string
  title: string
  text: string
}

/** Whom I look after and who looks after my household; either side can end it at any time. */
export default function Proxies() {
  const { data, error, refetch } = useRead(listProxies, {}, { every: POLL_MS })
  const [ending, setEnding] = useState<Ending | null>(null)
  return (
    <Page back title="我照看的" subtitle="替老人、邻居上报，要本户同意" bar={<ConnectionBar />}>
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
      {data?.asking.map((request) => (
        <Asking key={request.id} request={request} />
      ))}
      {data !== undefined && data.lookedAfter.length > 0 && (
        <Card title="我照看的" note="上报都记作代报">
          {data.lookedAfter.map(({ grantId, door }) => (
            <EndRow
              key={grantId}
              title={displayDoor(door)}
              word="不照看了"
              onPress={() =>
                setEnding({
                  grantId,
                  title: `不再照看${displayDoor(door)}？`,
                  text: '马上生效，以后要再照看得本户再同意一次。',
                })
              }
            />
          ))}
        </Card>
      )}
      {data !== undefined && data.proxies.length > 0 && (
        <Card title="照看我家的人" note="能替我家上报，看得到我家报了什么">
          {data.proxies.map(({ grantId, displayName, door }) => (
            <EndRow
              key={grantId}
              title={displayName}
              note={displayDoor(door)}
              word="收回"
              onPress={() =>
                setEnding({ grantId, title: `不让${displayName}照看了？`, text: '马上生效，他就看不到您家了。' })
              }
            />
          ))}
        </Card>
      )}
      {data !== undefined && (
        <Card title="有他家的纸条" note="纸条给了您，就是本户同意了">
          <SlipClaim proxyOnly onBound={() => void refetch()} />
        </Card>
      )}
      {data !== undefined && <AskAsProxy requests={data.requests} />}
      {ending !== null && <EndBond ending={ending} onClose={() => setEnding(null)} />}
    </Page>
  )
}

interface EndRowProps {
  title: string
  note?: string
  word: string
  onPress: () => void
}

function EndRow({ title, note, word, onPress }: EndRowProps) {
  return (
    <Row
      icon="people"
      title={title}
      note={note}
      end={
        <Button kind="plain" shape="pill" label={`${word}：${title}`} onPress={onPress}>
          {word}
        </Button>
      }
    />
  )
}

function EndBond({ ending, onClose }: { ending: Ending; onClose: () => void }) {
  const writing = useWrite(async (id: string, key) => {
    await call(endBond, { params: { id }, idempotencyKey: key })
    keepActor(await call(me))
    await queries.invalidateQueries()
    outdate(listProxies)
    notice('好了')
    return true
  })
  return (
    <>
      {writing.problem !== null && <Banner tone="bad" title={writing.problem} />}
      <Confirm
        title={ending.title}
        text={ending.text}
        yes="确定"
        no="先不动"
        busy={writing.busy}
        onNo={onClose}
        onYes={() => void writing.run(ending.grantId).then((done) => done && onClose())}
      />
    </>
  )
}
