import { useState } from 'react'
import { proveSecondFactor, readSecondFactor } from '@gezhong/shared/grid/second-factor/contract'
import { call } from '../../platform/api.ts'
import { useRead } from '../../platform/use-read.ts'
import { useWrite } from '../../platform/use-write.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Field } from '../../ui/field.tsx'
import { Page } from '../../ui/page.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { beginAnew } from '../rights.ts'
import { signOutHere } from '../sign-in/sign-out-here.ts'

function Prove() {
  const [code, setCode] = useState('')
  const [wrong, setWrong] = useState(false)
  const proving = useWrite(async (typed: string) => {
    await call(proveSecondFactor, { body: { code: typed } })
    await beginAnew()
  })
  const submit = () => {
    const isWhole = /^([0-9]{6}|[0-9A-Za-z]{10})$/.test(code.replace(/[\s-]/g, ''))
    setWrong(!isWhole)
    if (isWhole) void proving.run(code)
  }
  return (
    <Card title="身份验证器上的6位数字" note="半分钟换一个">
      {proving.problem !== null && <Banner tone="bad" title={proving.problem} />}
      <Field
        label="动态口令"
        value={code}
        onChange={setCode}
        maxLength={14}
        error={wrong ? '请填6位数字，或一个恢复码' : undefined}
        hint="手机不在身边，可以填一个恢复码"
        onDone={submit}
      />
      <Button busy={proving.busy} onPress={submit}>
        进入
      </Button>
    </Card>
  )
}

/** The command post shows its changing number on the phone too; it is set up at the desk, where the QR can be seen. */
export default function SecondFactor() {
  const { data } = useRead(readSecondFactor)
  return (
    <Page title="动态口令" subtitle="专班看得到全村，登录要多一道">
      {data === undefined ? (
        <Card>
          <Skeleton rows={3} />
        </Card>
      ) : data.enrolled ? (
        <Prove />
      ) : (
        <Card>
          <Empty icon="alert" title="还没有设置动态口令" text="请先在电脑上打开管理端登录一次，按提示扫码设置" />
        </Card>
      )}
      <Card>
        <Button kind="soft" onPress={() => void signOutHere()}>
          换一个人登录
        </Button>
      </Card>
    </Page>
  )
}
