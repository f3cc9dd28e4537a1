import { useOnline } from '../platform/network.ts'
import { useNoPageYet } from '../platform/page-code.ts'
import { useWaiting } from '../people/report/outbox.ts'
import { useKeptCalls } from '../people/calls/kept-calls.ts'
import { useTubes } from '../people/sampling/kept-tubes.ts'
import { waitingPeople } from '../people/sampling/swabs.ts'
import { StateBar } from '../ui/bar.tsx'

/** Being offline is a state: one thin line says it, and how much waits to be sent. */
export function ConnectionBar() {
  const online = useOnline()
  const reports = useWaiting().filter((item) => item.refusal === null).length
  const sampled = waitingPeople(useTubes().filter(({ refusal }) => refusal === null))
  const calls = useKeptCalls().filter(({ refusal }) => refusal === null).length
  const waiting = [
    reports > 0 && `${reports} 条`,
    sampled > 0 && `${sampled} 人的采样`,
    calls > 0 && `${calls} 个电话的结果`,
  ]
    .filter(Boolean)
    .join('、')
  const noPageYet = useNoPageYet()
  if (noPageYet !== null) return <StateBar icon="offline">{noPageYet}</StateBar>
  if (online && waiting === '') return null
  if (online) return <StateBar icon="again">{`有 ${waiting}正在补发`}</StateBar>
  return (
    <StateBar icon="offline">
      {waiting === '' ? '没有网络，看到的是上次的内容' : `没有网络：已存 ${waiting}，有网自动上报`}
    </StateBar>
  )
}
