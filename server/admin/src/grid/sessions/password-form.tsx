import { changePassword, ownSessions, SHORTEST_PASSWORD } from '@gezhong/shared/grid/sessions/contract'
import { Button, Input } from 'antd'
import { useId, useState, type FormEvent } from 'react'
import { ProblemNote } from '../../api/problem.tsx'
import { useWrite } from '../../api/write.ts'
import { showToast } from '../../ui/toasts.tsx'

const EMPTY = { current: '', next: '', again: '' }

export function PasswordForm() {
  const [typed, setTyped] = useState(EMPTY)
  const changing = useWrite(changePassword, [ownSessions])
  const differs = typed.again !== '' && typed.again !== typed.next
  const ready = typed.current !== '' && typed.next.length >= SHORTEST_PASSWORD && typed.again === typed.next
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!ready) return
    const body = { current: typed.current, next: typed.next }
    changing.mutate(
      { body },
      {
        onSuccess: ({ ended }) => {
          setTyped(EMPTY)
          showToast({ text: ended === 0 ? '密码改好了' : `密码改好了，其他 ${ended} 处要重新登录` })
        },
      },
    )
  }
  const field = (name: keyof typeof EMPTY) => ({
    value: typed[name],
    onChange: (value: string) => setTyped({ ...typed, [name]: value }),
  })
  return (
    <section className="box">
      <div className="security-head">
        <h3>修改密码</h3>
      </div>
      <form className="stack password-form" onSubmit={submit}>
        <PasswordField label="现在的密码" autoComplete="current-password" {...field('current')} />
        <PasswordField
          label="新密码"
          hint={`至少 ${SHORTEST_PASSWORD} 个字符，不要用姓名、村名、生日和电话`}
          autoComplete="new-password"
          {...field('next')}
        />
        <PasswordField
          label="再写一遍新密码"
          wrong={differs ? '两次写的不一样' : null}
          autoComplete="new-password"
          {...field('again')}
        />
        <ProblemNote error={changing.error} />
        <div>
          <Button type="primary" htmlType="submit" disabled={!ready} loading={changing.isPending}>
            修改密码
          </Button>
        </div>
      </form>
    </section>
  )
}

function PasswordField(props: {
  label: string
  hint?: string
  wrong?: string | null
  autoComplete: string
  value: string
  onChange: (value: string) => void
}) {
  const id = useId()
  const note = props.wrong ?? props.hint
  return (
    <label className="field" htmlFor={id}>
      <span>{props.label}</span>
      <Input.Password
        id={id}
        autoComplete={props.autoComplete}
        maxLength={200}
        status={props.wrong ? 'error' : ''}
        aria-describedby={note ? `${id}-note` : undefined}
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
      />
      {note ? (
        <small id={`${id}-note`} className={props.wrong ? 'password-wrong' : 'quiet'}>
          {note}
        </small>
      ) : null}
    </label>
  )
}
