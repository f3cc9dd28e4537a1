import { useOnline } from '../platform/network.ts'
import { useNoPageYet } from '../platform/page-code.ts'
import { useWaiting } from '../people/report/outbox.ts'
import { StateBar } from '../ui/bar.tsx'

/** Being offline is a state: one thin line says it, and how much waits to be sent. */
export function ConnectionBar() {
  const online = useOnline()
  const waiting = useWaiting().filter((item) => item.refusal === null).length
  const noPageYet = useNoPageYet()
  if (noPageYet !== null) return <StateBar icon="offline">{noPageYet}</StateBar>
  if (online && waiting === 0) return null
  if (online) return <StateBar icon="again">{`有 ${waiting} 条正在补发`}</StateBar>
  return (
    <StateBar icon="offline">
      {waiting === 0 ? '没有网络，看到的是上次的内容' : `没有网络：已存 ${waiting} 条，有网自动上报`}
    </StateBar>
  )
}
