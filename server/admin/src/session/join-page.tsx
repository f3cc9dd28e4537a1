import { ROLE_WORDS } from '@gezhong/shared/actor'
import { me, type Session } from '@gezhong/shared/grid/identity/contract'
import { weaknessOf } from '@gezhong/shared/grid/identity/password'
import { acceptInvitation, acceptInvitationMyself, readInvitation } from '@gezhong/shared/grid/invitations/contract'
import { Refusal } from '@gezhong/shared/errors'
import { useQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useEffect, useId, useState, type FormEvent } from 'react'
import { call } from '../api/api.ts'
import { ProblemNote } from '../api/problem.tsx'
import { useWrite } from '../api/write.ts'
import { Empty } from '../ui/empty.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { whenWords } from '../ui/time-words.ts'
import { keepSession, useSession } from './session.ts'
import { MOTTO, SignInCard } from './sign-in-card.tsx'
import './sign-in.css'

/** Where an invitation's link leads: who invites to what, and how to take it. */
export function JoinPage({ onJoined }: { onJoined: () => void }) {
  const token = location.hash.slice(1)
  const session = useSession()
  const { data, error, refetch } = useQuery({
    queryKey: [readInvitation.path, token],
    queryFn: () => call(readInvitation, { body: { token } }),
    retry: false,
  })
  const gone = error instanceof Refusal && ['invitation-gone', 'not-valid'].includes(error.code)
  useEffect(() => {
    document.title = '邀请 · 格中'
  }, [])
  return (
    <main className="sign-in">
      <SignInCard about={data?.name ?? MOTTO}>
        {gone ? (
          <Empty
            icon="info"
            title="这个邀请不能用了"
            hint="用过了、过期了或被收回了。请找邀请您的人再发一个链接。"
            action={<Button onClick={onJoined}>去登录</Button>}
          />
        ) : error ? (
          <ProblemNote error={error} onRetry={() => void refetch()} />
        ) : data === undefined ? (
          <Skeleton lines={4} />
        ) : (
          <>
            <dl className="invited">
              <dt>{data.byName}邀请您</dt>
              <dd>
                <b>{data.displayName}</b> · {data.place} · {ROLE_WORDS[data.role]}
              </dd>
              <dd className="quiet small">
                {data.until === null ? '' : `任到${whenWords(data.until)}。`}链接{whenWords(data.expiresAt)}
                前有效，只能用一次。
              </dd>
            </dl>
            {!session?.actor ? (
              <AsNewcomer token={token} displayName={data.displayName} onJoined={onJoined} />
            ) : (
              <AsMyself token={token} displayName={session.actor.displayName} onJoined={onJoined} />
            )}
          </>
        )}
      </SignInCard>
    </main>
  )
}

function AsMyself({ token, displayName, onJoined }: { token: string; displayName: string; onJoined: () => void }) {
  const accept = useWrite(acceptInvitationMyself)
  const submit = () =>
    accept.mutate(
      { body: { token } },
      {
        onSuccess: async () => {
          // The command post is asked for its changing number instead; the session knows by then.
          const actor = await call(me).catch(() => null)
          if (actor !== null) keepSession(actor)
          onJoined()
        },
      },
    )
  return (
    <div className="stack">
      <ProblemNote error={accept.error} />
      <Button type="primary" size="large" block loading={accept.isPending} onClick={submit}>
        以{displayName}的账号接受
      </Button>
      <Button onClick={onJoined}>先不接受</Button>
    </div>
  )
}

function AsNewcomer({ token, displayName, onJoined }: { token: string; displayName: string; onJoined: () => void }) {
  const [name, setName] = useState(displayName)
  const [password, setPassword] = useState('')
  const [again, setAgain] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const ids = { name: useId(), password: useId(), again: useId(), problem: useId() }
  const accept = useWrite(acceptInvitation)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const wrong = weaknessOf(password, [name, displayName]) ?? (password === again ? null : '两次写的密码不一样')
    setProblem(wrong)
    if (wrong !== null || name.trim() === '') return
    const enter = (session: Session) => {
      keepSession(session.actor, session.secondFactor)
      onJoined()
    }
    accept.mutate({ body: { token, name, password } }, { onSuccess: enter })
  }
  return (
    <form onSubmit={submit} className="stack">
      <label className="field" htmlFor={ids.name}>
        <span>登录名</span>
        <Input
          id={ids.name}
          size="large"
          autoComplete="username"
          value={name}
          maxLength={40}
          onChange={(event) => setName(event.target.value)}
        />
      </label>
      <label className="field" htmlFor={ids.password}>
        <span>设一个密码，至少8位</span>
        <Input.Password
          id={ids.password}
          size="large"
          autoFocus
          autoComplete="new-password"
          value={password}
          maxLength={200}
          aria-describedby={ids.problem}
          onChange={(event) => setPassword(event.target.value)}
        />
      </label>
      <label className="field" htmlFor={ids.again}>
        <span>再写一次密码</span>
        <Input.Password
          id={ids.again}
          size="large"
          autoComplete="new-password"
          value={again}
          maxLength={200}
          aria-describedby={ids.problem}
          onChange={(event) => setAgain(event.target.value)}
        />
      </label>
      <p id={ids.problem} role="alert" className="field-wrong">
        {problem}
      </p>
      <ProblemNote error={accept.error} />
      <Button type="primary" size="large" htmlType="submit" block loading={accept.isPending}>
        接受并登录
      </Button>
    </form>
  )
}
