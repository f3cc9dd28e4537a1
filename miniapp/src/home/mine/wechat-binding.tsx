import { useState } from 'react'
import { bindMyWeChat, readMyWeChat, unbindMyWeChat } from '@gezhong/shared/grid/identity/contract'
import { call } from '../../platform/api.ts'
import { notice } from '../../platform/notice.ts'
import { outdate } from '../../platform/queries.ts'
import { useRead } from '../../platform/use-read.ts'
import { useWrite } from '../../platform/use-write.ts'
import { weChatLoginCode } from '../../platform/wechat-login.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'

/** For those of the team, inside WeChat: with it bound, one tap opens their work. */
export function WeChatBinding() {
  const { data } = useRead(readMyWeChat)
  const [failed, setFailed] = useState(false)
  const changing = useWrite(async (loginCode: string | null) => {
    if (loginCode === null) await call(unbindMyWeChat)
    else await call(bindMyWeChat, { body: { loginCode } })
    notice(loginCode === null ? '已解绑' : '绑好了，下次用微信一点就进')
    outdate(readMyWeChat)
  })
  if (data === undefined || !data.available) return null
  const bind = async () => {
    const code = await weChatLoginCode()
    setFailed(code === null)
    if (code !== null) await changing.run(code)
  }
  const problem = changing.problem ?? (failed ? '微信没有回应，请再点一次' : null)
  return (
    <Card title="微信登录" note={data.bound ? '已绑定，点一下就进' : '绑定后不用记密码'}>
      {problem !== null && <Banner tone="bad" title={problem} />}
      {data.bound ? (
        <Button kind="soft" busy={changing.busy} onPress={() => void changing.run(null)}>
          解绑微信
        </Button>
      ) : (
        <Button busy={changing.busy} onPress={() => void bind()}>
          绑定这个微信
        </Button>
      )}
    </Card>
  )
}
