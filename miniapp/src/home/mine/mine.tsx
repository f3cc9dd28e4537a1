import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { hasRole, LEDGER_ROLES, ROLE_WORDS } from '@gezhong/shared/actor'
import { CARRYING_ROLES } from '@gezhong/shared/grid/credentials/policy'
import { currentCommunity, gridTitle, listGrids } from '@gezhong/shared/grid/communities/contract'
import { POSTS } from '@gezhong/shared/grid/team/policy'
import { go, restartAt } from '../../platform/navigation.ts'
import { chooseReadingSize, type ReadingSize, useReadingSize } from '../../platform/reading-size.ts'
import { useActor } from '../../platform/session.ts'
import { inBrowser } from '../../platform/target.ts'
import { useRead } from '../../platform/use-read.ts'
import { Card } from '../../ui/card.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Page } from '../../ui/page.tsx'
import { Row } from '../../ui/row.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { ConnectionBar } from '../connection-bar.tsx'
import { usePassingOn } from '../share/use-passing-on.ts'
import { signOutHere } from '../sign-in/sign-out-here.ts'
import { Tabs } from '../tabs.tsx'
import { Devices } from './devices.tsx'
import { OwnHomes } from './own-homes.tsx'
import { ShareMine } from './share-mine.tsx'
import { SignOut } from './sign-out.tsx'
import { WeChatBinding } from './wechat-binding.tsx'
import './mine.css'

export default function Mine() {
  const actor = useActor()
  const size = useReadingSize()
  usePassingOn(actor)
  const { data: community } = useRead(currentCommunity, {}, { keep: true, when: actor !== null })
  const { data: tree } = useRead(listGrids, {}, { keep: true, when: actor !== null })
  const [leaving, setLeaving] = useState(false)
  useEffect(() => {
    if (actor === null && !leaving) restartAt('/home/sign-in/sign-in')
  }, [actor, leaving])
  if (actor === null) return null
  const placeOf = (gridId: string) => {
    const grid = tree?.grids.find(({ id }) => id === gridId)
    return grid && `负责${gridTitle(grid)}`
  }
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
          </View>
        </View>
        {actor.grants
          .filter(({ role }) => role !== 'resident')
          .map((grant) => (
            <Row
              key={grant.id}
              title={ROLE_WORDS[grant.role]}
              note={grant.gridId === null ? '负责全村' : placeOf(grant.gridId)}
            />
          ))}
      </Card>
      {hasRole(actor, CARRYING_ROLES) && (
        <Card title="送货">
          <Row
            icon="person"
            title="我的证件"
            note="送货、过卡口时出示，没有网也能看"
            onPress={() => go('/home/credential/credential')}
          />
        </Card>
      )}
      <OwnHomes actor={actor} />
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
          <Row
            icon="edit"
            title="待更正"
            note="住户说台账里他家不对"
            onPress={() => go('/people/corrections/corrections')}
          />
        </Card>
      )}
      {!inBrowser && hasRole(actor, POSTS) && <WeChatBinding />}
      <ShareMine actor={actor} />
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
      <Card title="我的信息">
        <Row icon="done" title="隐私与同意" note="看告知书，随时收回同意" onPress={() => go('/home/privacy/privacy')} />
      </Card>
      <Card title="谁看得到我">
        <View className="me-word">
          邻居看到的门牌和电话都打了星号。网格员要打电话时才看得到完整号码，每看一次都有记录。
        </View>
        <Row icon="list" title="我的数据" note="看、改、带走、删除" onPress={() => go('/home/own-data/own-data')} />
      </Card>
      <Devices />
      <SignOut
        busy={leaving}
        onLeave={() => {
          setLeaving(true)
          void signOutHere()
        }}
      />
    </Page>
  )
}
