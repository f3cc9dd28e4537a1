import { displayDoor } from '@gezhong/shared/people/door'
import { Banner } from '../../ui/banner.tsx'
import { type KeptDelivery, keptDeliveries } from './kept-deliveries.ts'

/** What the server said of deliveries that were not as the phone thought, until somebody has read it. */
export function Told({ rows }: { rows: readonly KeptDelivery[] }) {
  return rows.map(({ id, door, refusal }) => (
    <Banner
      key={id}
      tone="warn"
      title={door === '' ? '刚才扫的一个码' : displayDoor(door)}
      text={refusal ?? ''}
      action={{ word: '知道了', onPress: () => void keptDeliveries.drop([id]) }}
    />
  ))
}
