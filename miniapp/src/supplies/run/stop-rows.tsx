import type { Stop } from '@gezhong/shared/supplies/deliveries/contract'
import { Row } from '../../ui/row.tsx'
import { Tag } from '../../ui/tag.tsx'
import { stopNote, stopTitle } from './run-words.ts'

interface Props {
  stops: readonly Stop[]
  numbered: boolean
  onLook: (voucherId: string) => void
}

function StopTag({ stop }: { stop: Stop }) {
  if (stop.deliveredAt !== null) return <Tag tone="ok">送到了</Tag>
  if (stop.cancelled) return <Tag tone="mute">取消了</Tag>
  if (stop.failedWhy !== null) return <Tag tone="bad">没送成</Tag>
  return stop.priority ? <Tag tone="warn">先照顾</Tag> : null
}

/** Doors, in the order in which one comes to them. */
export function StopRows({ stops, numbered, onLook }: Props) {
  return stops.map((stop, at) => (
    <Row
      key={stop.voucherId}
      title={numbered ? `${at + 1}. ${stopTitle(stop)}` : stopTitle(stop)}
      note={stopNote(stop)}
      end={<StopTag stop={stop} />}
      label={`${stopTitle(stop)}，${stopNote(stop)}`}
      onPress={() => onLook(stop.voucherId)}
    />
  ))
}
