import { View } from '@tarojs/components'
import { useState } from 'react'
import { ROLE_WORDS } from '@gezhong/shared/actor'
import { demoIdentities, signIn, signInDemo } from '@gezhong/shared/grid/identity/contract'
import { call, sentenceOf } from '../../platform/api.ts'
import { go } from '../../platform/navigation.ts'
import { useRead } from '../../platform/use-read.ts'
import { useWrite } from '../../platform/use-write.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Field } from '../../ui/field.tsx'
import { Page } from '../../ui/page.tsx'
import { Row } from '../../ui/row.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { ConnectionBar } from '../connection-bar.tsx'
import { ReadingSizePill } from '../reading-size-pill.tsx'
import { enter } from './enter.ts'
import { ResidentSignIn } from './resident-sign-in.tsx'
import './sign-in.css'

function DemoIdentities() {
  const { data, error, isPending, refetch } = useRead(demoIdentities)
  const demo = useWrite((name: string, key) => call(signInDemo, { body: { name }, idempotencyKey: key }))
  if (isPending) {
    return (
      <Card>
        <Skeleton rows={4} />
      </Card>
    )
  }
  if (error !== null && data === undefined) {
    return (
      <Banner
        tone="warn"
        title="还没连上"
        text={sentenceOf(error)}
        action={{ word: '再试', onPress: () => void refetch() }}
      />
    )
  }
  if (data === undefined || data.identities.length === 0) return null
  return (
    <Card title="先看看" note="演示村，人和电话都是编的">
      {demo.problem !== null && <Banner tone="bad" title={demo.problem} />}
      {data.identities.map((identity) => (
        <Row
          key={identity.name}
          icon={identity.role === 'resident' ? 'home' : 'people'}
          title={identity.displayName}
          note={`${ROLE_WORDS[identity.role]} · ${identity.place}`}
          label={`以${ROLE_WORDS[identity.role]}${identity.displayName}的身份进入`}
          onPress={() => void demo.run(identity.name).then((session) => session && enter(session))}
        />
      ))}
    </Card>
  )
}

function StaffSignIn() {
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const [incomplete, setIncomplete] = useState(false)
  const staff = useWrite((body: { name: string; password: string }, key) => call(signIn, { body, idempotencyKey: key }))
  const submit = async () => {
    setIncomplete(name.trim() === '' || password === '')
    if (name.trim() === '' || password === '') return
    const session = await staff.run({ name: name.trim(), password })
    if (session !== null) enter(session)
  }
  return (
    <Card title="工作人员登录">
      {staff.problem !== null && <Banner tone="bad" title={staff.problem} />}
      <Field
        label="姓名"
        value={name}
        onChange={setName}
        error={incomplete && name.trim() === '' ? '请写上姓名' : undefined}
        maxLength={40}
      />
      <Field
        label="密码"
        kind="password"
        value={password}
        onChange={setPassword}
        error={incomplete && password === '' ? '请写上密码' : undefined}
        hint="忘了密码，请找专班重置"
        onDone={() => void submit()}
      />
      <Button kind="soft" busy={staff.busy} onPress={() => void submit()}>
        登录
      </Button>
    </Card>
  )
}

export default function SignIn() {
  return (
    <Page
      title="格中"
      subtitle="人在格中住 · 物在格中送 · 路在格中控"
      action={<ReadingSizePill />}
      bar={<ConnectionBar />}
    >
      <DemoIdentities />
      <ResidentSignIn />
      <StaffSignIn />
      <Card>
        <Row icon="person" title="收到了邀请链接？" note="在这里打开" onPress={() => go('/home/join/join')} />
      </Card>
      <View className="sign-in-word">
        收不到短信，用门上的纸条。家里没有手机，请邻居或孩子拿纸条扫码、填字母，替您上报；没有纸条，请网格员上门。
      </View>
    </Page>
  )
}
