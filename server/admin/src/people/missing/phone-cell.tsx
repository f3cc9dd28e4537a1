import { revealPhone } from '@gezhong/shared/people/ledger/contract'
import { Button } from 'antd'
import { toastProblem } from '../../api/problem.tsx'
import { useWrite } from '../../api/write.ts'
import { Icon } from '../../ui/icon.tsx'

/** A masked number in a list; whole when asked for, which is written down. */
export function PhoneCell({ householdId, masked }: { householdId: string; masked: readonly string[] }) {
  const reveal = useWrite(revealPhone)
  if (masked[0] === undefined) return <span className="quiet">没有</span>
  if (reveal.data)
    return (
      <span className="num">
        {reveal.data.phones.map((phone) => (
          <a key={phone} href={`tel:${phone}`}>
            {phone}{' '}
          </a>
        ))}
      </span>
    )
  return (
    <span className="num phone-cell">
      {masked[0]}
      <Button
        type="text"
        size="small"
        aria-label="看完整号码，会留下记录"
        title="看完整号码，会留下记录"
        loading={reveal.isPending}
        icon={<Icon name="phone" size={14} />}
        onClick={() =>
          reveal.mutate({ params: { id: householdId }, body: { purpose: 'dial' } }, { onError: toastProblem })
        }
      />
    </span>
  )
}
