import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { hasRole, LEDGER_ROLES, ROLE_WORDS } from '@gezhong/shared/actor'
import { currentCommunity } from '@gezhong/shared/grid/communities/contract'
import { signOut } from '@gezhong/shared/grid/identity/contract'
import { POSTS } from '@gezhong/shared/grid/team/policy'
import { call } from '../../platform/api.ts'
import { go, restartAt } from '../../platform/navigation.ts'
import { queries } from '../../platform/queries.ts'
import { randomId } from '../../platform/random-id.ts'
import { chooseReadingSize, type ReadingSize, useReadingSize } from '../../platform/reading-size.ts'
import { dropSession, useActor } from '../../platform/session.ts'
import { inBrowser } from '../../platform/target.ts'
import { useRead } from '../../platform/use-read.ts'
import { forgetWaiting, useWaiting } from '../../people/report/outbox.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Page } from '../../ui/page.tsx'
import { Row } from '../../ui/row.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { ConnectionBar } from '../connection-bar.tsx'
import { Tabs } from '../tabs.tsx'
import { Devices } from './devices.tsx'
import { WeChatBinding } from './wechat-binding.tsx'
import './mine.css'

/** Ends the session here at once; the server is told, and if it cannot be reached the session ends by its own time. */
async function leave(): Promise<void> {
  try {
    await call(signOut, { idempotencyKey: await randomId() })
  } catch {
    // Without a network the phone still forgets everything.
  }
  dropSession()
  forgetWaiting()
  queries.clear()
  restartAt('/home/sign-in/sign-in')
}

export default function Mine() {
  const actor = useActor()
  const size = useReadingSize()
  const waiting = useWaiting().length
  const { data: community } = useRead(currentCommunity, {}, { keep: true, when: actor !== null })
  const [asking, setAsking] = useState(false)
  const [leaving, setLeaving] = useState(false)
  useEffect(() => {
    if (actor === null && !leaving) restartAt('/home/sign-in/sign-in')
  }, [actor, leaving])
  if (actor === null) return null
  const lookedAfter = actor.grants.filter(({ proxy }) => proxy).length
  return (
    <Page title="我的" subtitle={community?.name} bar={<ConnectionBar />} footer={<Tabs here="mine" />}>
      <Card>
        <View className="me">
          <View className="me-face">
            <Icon name="person" />
          </View>
          <View>
            <View className="me-name">{actor.displayName}</View>
            <View className="me-note">{community?.name ?? ''}</View>
          </View>
        </View>
        {actor.grants
          .filter(({ proxy }) => !proxy)
          .map((grant) => (
            <Row
              key={grant.id}
              title={ROLE_WORDS[grant.role]}
              note={
                grant.gridCode !== null
                  ? `负责 ${grant.gridCode} 网格`
                  : grant.role === 'resident'
                    ? '只看得到自己家'
                    : '负责全村'
              }
            />
          ))}
      </Card>
      <Card title="我照看的">
        <Row
          icon="home"
          title="替老人、邻居上报"
          note={lookedAfter === 0 ? '要本户同意，随时可以收回' : `现在照看 ${lookedAfter} 户`}
          onPress={() => go('/home/proxies/proxies')}
        />
      </Card>
      {hasRole(actor, LEDGER_ROLES) && (
        <Card title="我的网格">
          <Row
            icon="people"
            title="待确认住户"
            note="有人申请关联门牌"
            onPress={() => go('/people/home-requests/home-requests')}
          />
        </Card>
      )}
      {!inBrowser && hasRole(actor, POSTS) && <WeChatBinding />}
      <Card title="字的大小">
        <View className="me-size">
          <Segmented<ReadingSize>
            label="字的大小"
            value={size}
            onChange={chooseReadingSize}
            options={[
              { value: 'normal', word: '普通版' },
              { value: 'elder', word: '大字版' },
            ]}
          />
        </View>
        <View className="me-word">大字版：字大、按钮大、一屏一列。深色跟着手机走。</View>
      </Card>
      <Card title="谁看得到我">
        <View className="me-word">
          邻居看到的门牌和电话都打了星号。网格员要打电话时才看得到完整号码，每看一次都有记录。
        </View>
      </Card>
      <Devices />
      <View className="me-leave">
        <Button kind="danger" icon="leave" busy={leaving} onPress={() => setAsking(true)}>
          退出登录
        </Button>
      </View>
      {asking && (
        <Confirm
          title="退出登录？"
          text={
            waiting > 0
              ? `还有 ${waiting} 条上报没有发出去，退出后就没有了。`
              : '这部手机上存的内容会清掉，包括没写完的。'
          }
          yes="退出登录"
          no="先不退"
          busy={leaving}
          onNo={() => setAsking(false)}
          onYes={() => {
            setLeaving(true)
            void leave()
          }}
        />
      )}
    </Page>
  )
}
