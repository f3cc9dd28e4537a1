import { Button } from 'antd'
import { ProblemNote } from '../api/problem.tsx'
import { Icon } from '../ui/icon.tsx'
import './revealed-phones.css'

/** Full numbers are shown only when asked for, and that is written down. */
export function RevealedPhones({
  masked,
  revealing,
  onReveal,
}: {
  masked: readonly string[]
  revealing: { data: { phones: string[] } | undefined; error: Error | null; isPending: boolean }
  onReveal: () => void
}) {
  const { data, error, isPending } = revealing
  if (masked.length === 0) return <span className="quiet">没有</span>
  return (
    <div className="stack phones">
      {(data?.phones ?? masked).map((phone) => (
        <span key={phone} className="num">
          {data ? <a href={`tel:${phone}`}>{phone}</a> : phone}
        </span>
      ))}
      {data ? null : (
        <Button size="small" icon={<Icon name="phone" size={14} />} loading={isPending} onClick={onReveal}>
          看完整号码
        </Button>
      )}
      <span className="field-help">看号码会留下记录</span>
      <ProblemNote error={error} />
    </div>
  )
}
