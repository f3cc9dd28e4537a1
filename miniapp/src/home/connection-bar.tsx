import { useOnline } from '../platform/network.ts'
import { useNoPageYet } from '../platform/page-code.ts'
import { StateBar } from '../ui/bar.tsx'
import { useWaitingWords } from './waiting-words.ts'

/** Being offline is a state: one thin line says it, and how much waits to be sent. */
export function ConnectionBar() {
  const online = useOnline()
  const waiting = useWaitingWords({ withRefused: false })
  const noPageYet = useNoPageYet()
  if (noPageYet !== null) return <StateBar icon="offline">{noPageYet}</StateBar>
  if (online && waiting === '') return null
  if (online) return <StateBar icon="again">{`有 ${waiting}正在补发`}</StateBar>
  return (
    <StateBar icon="offline">
      {waiting === '' ? '没有网络，看到的是上次的内容' : `没有网络：已存 ${waiting}，有网自动送`}
    </StateBar>
  )
}
