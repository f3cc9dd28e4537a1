import { ERRORS, Refusal } from '@gezhong/shared/errors'
import { Button } from 'antd'
import { Icon } from '../ui/icon.tsx'
import { showToast } from '../ui/toasts.tsx'
import { Unreachable } from './transport.ts'

/** What happened, and what to do: never a code, never a message from inside. */
export function problemWords(error: unknown): { title: string; hint: string | null } {
  if (error instanceof Unreachable)
    return { title: '连不上服务器', hint: '请检查网络，页面会自己再试，填的内容不会丢。' }
  if (!(error instanceof Refusal)) return { title: ERRORS.inside.message, hint: null }
  const fields = error.fields?.map((field) => field.message).filter((message) => message !== '') ?? []
  const hint = error.detail ?? (fields.length > 0 ? [...new Set(fields)].slice(0, 3).join('；') : null)
  return { title: ERRORS[error.code].message, hint }
}

export function toastProblem(error: unknown): void {
  const { title, hint } = problemWords(error)
  showToast({ text: hint === null ? title : `${title}（${hint}）`, tone: 'bad' })
}

export function ProblemNote({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  if (error === null || error === undefined) return null
  const { title, hint } = problemWords(error)
  return (
    <div className="problem" role="alert">
      <Icon name="warn" />
      <div className="problem-words">
        <b>{title}</b>
        {hint ? <p>{hint}</p> : null}
      </div>
      {onRetry ? (
        <Button size="small" onClick={onRetry}>
          再试一次
        </Button>
      ) : null}
    </div>
  )
}
