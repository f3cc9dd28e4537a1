import { displayDoor } from '@gezhong/shared/people/door'
import { Banner } from '../../ui/banner.tsx'
import { keptDeliveries } from './kept-deliveries.ts'
import { keptPayments } from './kept-payments.ts'
import type { RunHere } from './use-run.ts'

/** What the server said of deliveries and of money that were not as the phone thought, until somebody has read it. */
export function Told({ rows }: { rows: RunHere['told'] }) {
  return rows.map(({ id, door, refusal, ...rest }) => (
    <Banner
      key={id}
      tone="warn"
      title={`${'payment' in rest ? '收的钱没记上：' : ''}${door === '' ? '刚才扫的一个码' : displayDoor(door)}`}
      text={refusal ?? ''}
      action={{ word: '知道了', onPress: () => void ('payment' in rest ? keptPayments : keptDeliveries).drop([id]) }}
    />
  ))
}
