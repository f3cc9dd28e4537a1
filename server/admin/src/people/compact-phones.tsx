import { Button } from 'antd'
import { Icon } from '../ui/icon.tsx'
import './compact-phones.css'

/** A masked number in a row of a list; whole when asked for, which is written down. */
export function CompactPhones({
  masked,
  revealing,
  onReveal,
}: {
  masked: readonly string[]
  revealing: { data: { phones: string[] } | undefined; isPending: boolean }
  onReveal: () => void
}) {
  if (masked[0] === undefined) return <span className="quiet">没有</span>
  if (revealing.data)
    return (
      <span className="num">
        {revealing.data.phones.map((phone) => (
          <a key={phone} href={`tel:${phone}`}>
            {phone}{' '}
          </a>
        ))}
      </span>
    )
  return (
    <span className="num compact-phones">
      {masked[0]}
      <Button
        type="text"
        size="small"
        aria-label="看完整号码，会留下记录"
        title="看完整号码，会留下记录"
        loading={revealing.isPending}
        icon={<Icon name="phone" size={14} />}
        onClick={onReveal}
      />
    </span>
  )
}
