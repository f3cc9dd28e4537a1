import { useState } from 'react'
import type { OwnRound, OwnSite } from '@gezhong/shared/people/own-rounds/contract'
import { openingAt, windowWords } from '@gezhong/shared/people/own-rounds/round-words'
import { Button } from '../../ui/button.tsx'
import { Row } from '../../ui/row.tsx'
import { Tag } from '../../ui/tag.tsx'

/** So many stand there at once; whoever looks for another opens the rest. */
const AT_ONCE = 2

const hoursOf = ({ opensAt, closesAt }: OwnSite) => ({ opens: new Date(opensAt), closes: new Date(closesAt) })

function SiteRow({ site, now }: { site: OwnSite; now: Date }) {
  const hours = hoursOf(site)
  const opening = openingAt(hours, now)
  return (
    <Row
      title={`采样点：${site.place}`}
      note={windowWords(hours, now)}
      end={
        opening === 'now' ? (
          <Tag tone="ok">现在开着</Tag>
        ) : (
          <Tag tone="mute" icon="clock">
            {opening === 'later' ? '还没开' : '已经收了'}
          </Tag>
        )
      }
    />
  )
}

/** Where to go: what is open now or still opens stands first, what has closed last. */
export function SiteRows({ round, now }: { round: OwnRound; now: Date }) {
  const [whole, setWhole] = useState(false)
  const isOver = (site: OwnSite) => Number(openingAt(hoursOf(site), now) === 'over')
  const sites = round.sites.toSorted((one, other) => isOver(one) - isOver(other))
  if (sites.length === 0) return <Row title="采样点还没写" note="在哪采，问一问网格员" />
  return (
    <>
      {sites.slice(0, whole ? sites.length : AT_ONCE).map((site) => (
        <SiteRow key={site.id} site={site} now={now} />
      ))}
      {!whole && sites.length > AT_ONCE && (
        <Button kind="plain" shape="pill" onPress={() => setWhole(true)}>
          {`看其余 ${sites.length - AT_ONCE} 处`}
        </Button>
      )}
    </>
  )
}
