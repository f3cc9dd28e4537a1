import { LEDGER_ROLES, ROLE_WORDS, type Role } from '@gezhong/shared/actor'
import {
  demoIdentities,
  signIn,
  signInDemo,
  type DemoIdentity,
  type Session,
} from '@gezhong/shared/grid/identity/contract'
import { Button, Input } from 'antd'
import { useId, useState, type FormEvent } from 'react'
import { ProblemNote } from '../api/problem.tsx'
import { useRead } from '../api/query.ts'
import { useWrite } from '../api/write.ts'
import { Icon } from '../ui/icon.tsx'
import { keepSession, whyEnded } from './session.ts'
import { MOTTO, SignInCard } from './sign-in-card.tsx'
import './sign-in.css'

export function SignInPage() {
  const nameId = useId()
  const passwordId = useId()
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const byPassword = useWrite(signIn)
  const byDemo = useWrite(signInDemo)
  const identities = useRead(demoIdentities).data?.identities ?? []
  const staff = identities.filter((identity) => (LEDGER_ROLES as readonly Role[]).includes(identity.role))

  const enter = { onSuccess: (session: Session) => keepSession(session.actor, session.secondFactor) }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() === '' || password === '') return
    byPassword.mutate({ body: { name, password } }, enter)
  }
  return (
    <main className="sign-in">
      <SignInCard about={MOTTO}>
        {whyEnded() === 'expired' && !byPassword.error ? (
          <p className="sign-in-ended" role="status">
            <Icon name="info" /> 登录已失效，请重新登录。没写完的内容还在。
          </p>
        ) : null}
        <form onSubmit={submit} className="stack">
          <label className="field" htmlFor={nameId}>
            <span>姓名</span>
            <Input
              id={nameId}
              size="large"
              autoComplete="username"
              autoFocus
              value={name}
              maxLength={40}
              onChange={(event) => setName(event.target.value)}
            />
          </label>
          <label className="field" htmlFor={passwordId}>
            <span>密码</span>
            <Input.Password
              id={passwordId}
              size="large"
              autoComplete="current-password"
              value={password}
              maxLength={200}
              onChange={(event) => setPassword(event.target.value)}
            />
          </label>
          <ProblemNote error={byPassword.error ?? byDemo.error} />
          <Button
            type="primary"
            size="large"
            htmlType="submit"
            block
            disabled={name.trim() === '' || password === ''}
            loading={byPassword.isPending}
          >
            登录
          </Button>
        </form>
        <DemoChoices
          identities={staff}
          busy={byDemo.isPending}
          onChoose={(chosen) => byDemo.mutate({ body: { name: chosen } }, enter)}
        />
      </SignInCard>
      <p className="quiet small">居民请用手机页面，不用在这里登录。</p>
    </main>
  )
}

function DemoChoices({
  identities,
  busy,
  onChoose,
}: {
  identities: readonly DemoIdentity[]
  busy: boolean
  onChoose: (name: string) => void
}) {
  if (identities.length === 0) return null
  return (
    <section className="demo" aria-label="演示身份">
      <h2>演示：点一个身份直接进入</h2>
      <ul>
        {identities.map((identity) => (
          <li key={identity.name}>
            <button type="button" disabled={busy} onClick={() => onChoose(identity.name)}>
              <Icon name="person" size={20} />
              <span>
                <b>{identity.displayName}</b>
                <small>
                  {ROLE_WORDS[identity.role]} · {identity.place}
                </small>
              </span>
              <Icon name="right" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
