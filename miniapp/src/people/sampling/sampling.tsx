import { ConnectionBar } from '../../home/connection-bar.tsx'
import { Page } from '../../ui/page.tsx'
import { NoRoundHere } from '../no-round-here.tsx'
import { useRoundPlace } from '../use-round-place.tsx'
import { Desk } from './desk.tsx'
import './sampling.css'

/** Swabs into tubes, with and without a network: which round and which grid, and then the desk. */
export default function SamplingPage() {
  const place = useRoundPlace({ method: 'pcr', which: '采哪一轮', where: '给哪个网格采' })
  const { actor, round, grid, action, above, subtitle } = place
  if (actor === null) return null
  const frame = { title: '采样', subtitle }
  if (round !== undefined && grid !== undefined)
    return <Desk key={`${round.id} ${grid.id}`} {...frame} round={round} grid={grid} action={action} above={above} />
  return (
    <Page back {...frame} bar={<ConnectionBar />}>
      <NoRoundHere
        place={place}
        none="现在没有核酸要采"
        noneText="网格长或专班开了一轮，这里就能采"
        notMine="这一轮没有您采的网格"
      />
    </Page>
  )
}
