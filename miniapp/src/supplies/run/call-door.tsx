import { revealStopPhone, type Stop } from '@gezhong/shared/supplies/deliveries/contract'
import { DialDoor } from '../../people/dial.tsx'
import { call } from '../../platform/api.ts'
import { useOnline } from '../../platform/network.ts'
import { Row } from '../../ui/row.tsx'

/** Calls the household that does not come to the door. Its number is on no phone, so it takes a network. */
export function CallDoor({ runId, stop }: { runId: string; stop: Stop }) {
  const isOnline = useOnline()
  if (!isOnline)
    return (
      <Row icon="phone" title="没有网络，打不了住户的电话" note="有网时再打；没人应就记“家里没人应”，一会儿再来。" />
    )
  const params = { id: runId, voucherId: stop.voucherId }
  return (
    <DialDoor
      ask={(idempotencyKey) => call(revealStopPhone, { params, idempotencyKey })}
      door={stop.door}
      word="打电话给住户"
      shape="huge"
    />
  )
}
