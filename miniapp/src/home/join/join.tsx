import { useState } from 'react'
import { ROLE_WORDS } from '@gezhong/shared/actor'
import { weaknessOf } from '@gezhong/shared/grid/identity/password'
import {
  acceptInvitation,
  acceptInvitationByWeChat,
  acceptInvitationMyself,
  readInvitation,
} from '@gezhong/shared/grid/invitations/contract'
import { useQuery } from '@tanstack/react-query'
import { call, isRefusal, sentenceOf } from '../../platform/api.ts'
import { usePageParams } from '../../platform/page-params.ts'
import { useActor } from '../../platform/session.ts'
import { inBrowser } from '../../platform/target.ts'
import { useWrite } from '../../platform/use-write.ts'
import { weChatLoginCode } from '../../platform/wechat-login.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Field } from '../../ui/field.tsx'
import { Page } from '../../ui/page.tsx'
import { Row } from '../../ui/row.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { beginAnew } from '../rights.ts'
import { enter } from '../sign-in/enter.ts'
import { tokenIn } from './invited-token.ts'

/** Where an invitation leads on a phone: who invites to what, and how to take it. */
export default function Join() {
  const given = usePageParams().token
  const [token, setToken] = useState(() => tokenIn(given ?? ''))
  return (
    <Page title="邀请" subtitle="接受后就是工作人员" back>
      {token === null ? <PasteLink onToken={setToken} /> : <Invited token={token} />}
    </Page>
  )
}

function PasteLink({ onToken }: { onToken: (token: string) => void }) {
  const [text, setText] = useState('')
  const [wrong, setWrong] = useState(false)
  const open = () => {
    const token = tokenIn(text)
    setWrong(token === null)
    if (token !== null) onToken(token)
  }
  return (
    <Card title="粘贴邀请链接" note="网格长或专班发给您的">
      <Field
        label="邀请链接"
        value={text}
        onChange={setText}
        maxLength={400}
        error={wrong ? '没有认出链接，请整条复制再粘贴' : undefined}
        onDone={open}
      />
      <Button onPress={open}>打开</Button>
    </Card>
  )
}

function Invited({ token }: { token: string }) {
  const actor = useActor()
  const { data, error, refetch } = useQuery({
    queryKey: [readInvitation.path, token],
    queryFn: () => call(readInvitation, { body: { token } }),
    retry: false,
  })
  if (error !== null)
    return (
      <Card>
        {isRefusal(error, 'invitation-gone') ? (
          <Empty icon="alert" title="这个邀请不能用了" text="用过了、过期了或被收回了，请找邀请您的人再发一个" />
        ) : (
          <Empty
            icon="offline"
            title="没有打开"
            text={sentenceOf(error)}
            action={{ word: '再试一次', onPress: () => void refetch() }}
          />
        )}
      </Card>
    )
  if (data === undefined)
    return (
      <Card>
        <Skeleton rows={3} />
      </Card>
    )
  return (
    <>
      <Card title={`${data.byName}邀请您`} note={data.name}>
        <Row icon="person" title={data.displayName} note={`${data.place} · ${ROLE_WORDS[data.role]}`} />
      </Card>
      {actor !== null ? (
        <AsMyself token={token} name={actor.displayName} />
      ) : (
        <>
          {!inBrowser && <ByWeChat token={token} />}
          <ByPassword token={token} displayName={data.displayName} />
        </>
      )}
    </>
  )
}

function AsMyself({ token, name }: { token: string; name: string }) {
  const accepting = useWrite(async () => {
    await call(acceptInvitationMyself, { body: { token } })
    await beginAnew()
  })
  return (
    <Card>
      {accepting.problem !== null && <Banner tone="bad" title={accepting.problem} />}
      <Button busy={accepting.busy} onPress={() => void accepting.run(undefined)}>
        {`以${name}的账号接受`}
      </Button>
    </Card>
  )
}

function ByWeChat({ token }: { token: string }) {
  const [failed, setFailed] = useState(false)
  const accepting = useWrite((loginCode: string) => call(acceptInvitationByWeChat, { body: { token, loginCode } }))
  const accept = async () => {
    const code = await weChatLoginCode()
    setFailed(code === null)
    const session = code === null ? null : await accepting.run(code)
    if (session !== null) enter(session)
  }
  const problem = accepting.problem ?? (failed ? '微信没有回应，请再点一次' : null)
  return (
    <Card title="用微信接受" note="以后点一下就进，不用记密码">
      {problem !== null && <Banner tone="bad" title={problem} />}
      <Button busy={accepting.busy} onPress={() => void accept()}>
        微信接受
      </Button>
    </Card>
  )
}

function ByPassword({ token, displayName }: { token: string; displayName: string }) {
  const [name, setName] = useState(displayName)
  const [password, setPassword] = useState('')
  const [wrong, setWrong] = useState<string | null>(null)
  const accepting = useWrite((body: { name: string; password: string }) =>
    call(acceptInvitation, { body: { token, ...body } }),
  )
  const accept = async () => {
    const problem = weaknessOf(password, [name, displayName])
    setWrong(problem)
    if (problem !== null || name.trim() === '') return
    const session = await accepting.run({ name: name.trim(), password })
    if (session !== null) enter(session)
  }
  return (
    <Card title="设一个密码" note="以后用登录名和密码进来">
      {accepting.problem !== null && <Banner tone="bad" title={accepting.problem} />}
      <Field
        label="登录名"
        value={name}
        onChange={setName}
        maxLength={40}
        error={name.trim() === '' ? '请写上登录名' : undefined}
      />
      <Field
        label="密码"
        kind="password"
        value={password}
        onChange={setPassword}
        error={wrong ?? undefined}
        hint="至少8位，别用生日和手机号"
        onDone={() => void accept()}
      />
      <Button kind={inBrowser ? 'main' : 'soft'} busy={accepting.busy} onPress={() => void accept()}>
        接受并进入
      </Button>
    </Card>
  )
}
