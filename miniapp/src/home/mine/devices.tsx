import { useState } from 'react'
import { civilDay, wallClock } from '@gezhong/shared/civil-day'
import { endOtherSessions, ownSessions, type OwnSession } from '@gezhong/shared/grid/sessions/contract'
import { call } from '../../platform/api.ts'
import { notice } from '../../platform/notice.ts'
import { outdate } from '../../platform/queries.ts'
import { useRead } from '../../platform/use-read.ts'
import { useWrite } from '../../platform/use-write.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Row } from '../../ui/row.tsx'
import { Tag } from '../../ui/tag.tsx'

/** As many as fit on a screen; the others are ended all the same. */
const SHOWN = 5

function lastUsed({ usedAt }: OwnSession): string {
  const at = new Date(usedAt)
  const [, month, day] = civilDay(at).split('-').map(Number)
  return civilDay(at) === civilDay(new Date())
    ? `今天 ${wallClock(at)} 用过`
    : `${month}月${day}日 ${wallClock(at)} 用过`
}

/** Where this person is signed in, and a way to end it elsewhere: a phone is lost, or was lent. */
export function Devices() {
  const sessions = useRead(ownSessions).data?.sessions ?? []
  const [asking, setAsking] = useState(false)
  const ending = useWrite(async (_: null, key) => {
    const { ended } = await call(endOtherSessions, { idempotencyKey: key })
    outdate(ownSessions)
    notice(`已退出 ${ended} 处`)
  })
  if (sessions.length === 0) return null
  const others = sessions.filter(({ here }) => !here).length
  return (
    <Card title="登录的设备">
      {sessions.slice(0, SHOWN).map((session) => (
        <Row
          key={session.id}
          title={session.device + (session.page === 'admin' ? ' · 管理端' : '')}
          note={session.here ? '正在用' : lastUsed(session)}
          end={session.here ? <Tag tone="ok">本机</Tag> : undefined}
        />
      ))}
      {sessions.length > SHOWN && <Row title={`还有 ${sessions.length - SHOWN} 处`} />}
      {ending.problem !== null && <Banner tone="bad" title={ending.problem} />}
      {others > 0 && (
        <Button kind="plain" busy={ending.busy} onPress={() => setAsking(true)}>
          退出其他设备
        </Button>
      )}
      {asking && (
        <Confirm
          title={`退出其他 ${others} 处？`}
          text="那些设备马上要重新登录，这部手机不受影响。"
          yes="退出其他设备"
          no="先不退"
          onNo={() => setAsking(false)}
          onYes={() => {
            setAsking(false)
            void ending.run(null)
          }}
        />
      )}
    </Card>
  )
}
