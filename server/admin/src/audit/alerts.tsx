import { listAlerts, seeAlert, type Alert } from '@gezhong/shared/audit/alerts/contract'
import { Button } from 'antd'
import { ProblemNote, toastProblem } from '../api/problem.tsx'
import { useRead } from '../api/query.ts'
import { useWrite } from '../api/write.ts'
import { Icon } from '../ui/icon.tsx'
import { showToast } from '../ui/toasts.tsx'
import { whenWords } from '../ui/time-words.ts'

const LOOK_EVERY_MS = 60_000

/** How many wait for somebody to look; asked again each minute, as no grid's numbers move with them. */
export function useOpenAlerts(enabled: boolean) {
  return useRead(listAlerts, { query: { open: 'true' } }, { enabled, refetchInterval: LOOK_EVERY_MS })
}

/** Who opened more phone numbers than the work explains, until somebody of the command post has looked. */
export function OpenAlerts({ onLook }: { onLook: (accountId: string) => void }) {
  const { data, error, refetch } = useOpenAlerts(true)
  const see = useWrite(seeAlert, [listAlerts])
  if (error) return <ProblemNote error={error} onRetry={() => void refetch()} />
  if (!data || data.rows.length === 0) return null
  const done = (alert: Alert) =>
    see.mutate(
      { params: { id: alert.id } },
      {
        onError: toastProblem,
        onSuccess: () =>
          showToast({ text: alert.kind === 'reveals-stopped' ? `${alert.byName}可以接着看电话了` : '记下您看过了' }),
      },
    )
  return (
    <ul className="alerts" aria-label="要过目的事">
      {data.rows.map((alert) => (
        <li key={alert.id}>
          <Icon name="warn" size={22} />
          <p>
            <b>{alert.byName}</b> 一小时里看了、带走了 <b className="num">{alert.count}</b> 个完整电话
            {alert.kind === 'reveals-stopped' ? '，已经停下，等您过目' : ''}
            <span className="num quiet"> · {whenWords(alert.raisedAt)}</span>
          </p>
          <span className="row">
            <Button size="small" onClick={() => onLook(alert.accountId)}>
              看了哪些户
            </Button>
            <Button size="small" type="primary" loading={see.isPending} onClick={() => done(alert)}>
              {alert.kind === 'reveals-stopped' ? '让他接着打' : '知道了'}
            </Button>
          </span>
        </li>
      ))}
    </ul>
  )
}
