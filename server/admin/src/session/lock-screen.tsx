import { signOut } from '@gezhong/shared/grid/identity/contract'
import { IDLE_LOCK_SECONDS, sessionState, unlockSession } from '@gezhong/shared/grid/sessions/contract'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useEffect, useId, useRef, useState, type FormEvent } from 'react'
import { ProblemNote } from '../api/problem.tsx'
import { useRead } from '../api/query.ts'
import { useWrite } from '../api/write.ts'
import { Skeleton } from '../ui/skeleton.tsx'
import { askWho } from './ask-who.ts'
import { endSession, unlock } from './session.ts'
import { SignInCard } from './sign-in-card.tsx'
import './sign-in.css'
import './lock-screen.css'

/** Lies over the whole page in the browser's top layer: nothing below can be seen or reached, and nothing of it is lost. */
export function LockScreen() {
  const dialog = useRef<HTMLDialogElement>(null)
  const state = useRead(sessionState)
  useEffect(() => {
    dialog.current?.showModal()
  }, [])
  return (
    <dialog
      ref={dialog}
      className="lock-screen"
      aria-label="页面已锁上"
      onCancel={(event) => event.preventDefault()}
      onKeyDown={(event) => event.key === 'Escape' && event.preventDefault()}
    >
      <div className="sign-in">
        <SignInCard title="已锁上" about={`${IDLE_LOCK_SECONDS / 60} 分钟没有人操作`}>
          {state.data ? (
            <Unlock name={state.data.displayName} by={state.data.unlockBy} />
          ) : state.error ? (
            <ProblemNote error={state.error} onRetry={() => void state.refetch()} />
          ) : (
            <Skeleton lines={3} height={22} />
          )}
        </SignInCard>
      </div>
    </dialog>
  )
}

function Unlock({ name, by }: { name: string; by: 'password' | 'demo' | 'sign-in' }) {
  const queries = useQueryClient()
  const fieldId = useId()
  const [password, setPassword] = useState('')
  const unlocking = useWrite(unlockSession)
  const leaving = useWrite(signOut)
  const open = async () => {
    unlock()
    await askWho().catch(() => undefined)
    // What was asked for meanwhile was refused.
    await queries.invalidateQueries()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    unlocking.mutate({ body: by === 'password' ? { password } : {} }, { onSuccess: () => void open() })
  }
  const leave = (because: 'expired' | null) => leaving.mutate({}, { onSettled: () => endSession(because) })
  return (
    <form onSubmit={submit} className="stack">
      <p>
        {name}，{by === 'sign-in' ? '请重新登录。' : '解锁后接着用，'}没写完的内容都还在。
      </p>
      {by === 'password' ? (
        <label className="field" htmlFor={fieldId}>
          <span>密码</span>
          <Input.Password
            id={fieldId}
            size="large"
            autoComplete="current-password"
            autoFocus
            value={password}
            maxLength={200}
            onChange={(event) => setPassword(event.target.value)}
          />
        </label>
      ) : null}
      <ProblemNote error={unlocking.error} />
      {by === 'sign-in' ? (
        <Button type="primary" size="large" block loading={leaving.isPending} onClick={() => leave('expired')}>
          重新登录
        </Button>
      ) : (
        <Button
          type="primary"
          size="large"
          htmlType="submit"
          block
          disabled={by === 'password' && password === ''}
          loading={unlocking.isPending}
        >
          解锁
        </Button>
      )}
      <Button type="text" block loading={leaving.isPending} onClick={() => leave(null)}>
        换人登录
      </Button>
    </form>
  )
}
