import type { Round } from '@gezhong/shared/people/rounds/contract'
import { useGrids } from '../../grid/use-grids.ts'
import { Tag } from '../../ui/tag.tsx'
import { hoursWords } from './round-words.ts'

export function SiteList({ round, now }: { round: Round; now: Date }) {
  const { byId, titleOf } = useGrids()
  return (
    <section className="box">
      <h3>采样点 {round.sites.length > 0 ? round.sites.length : ''}</h3>
      {round.sites.length === 0 ? (
        <p className="quiet small">没有设采样点，上门采样。</p>
      ) : (
        <ul className="site-list">
          {round.sites.map((site) => {
            const open = now.getTime() >= Date.parse(site.opensAt) && now.getTime() < Date.parse(site.closesAt)
            return (
              <li key={site.id}>
                <span className="row apart">
                  <b>{site.place}</b>
                  {open && round.state === 'open' ? <Tag tone="ok">开着</Tag> : null}
                </span>
                <span className="quiet small">{titleOf(byId.get(site.gridId)?.code ?? '')}</span>
                <span className="quiet small num">{hoursWords(site.opensAt, site.closesAt, now)}</span>
              </li>
            )
          })}
        </ul>
      )}
    </section>
  )
}
