import type { ReactNode } from 'react'
import { Chip } from '../../ui/chip.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import type { Progress } from '../rolls/use-roll.ts'
import { AntigenTab } from '../antigen/antigen-tab.tsx'
import { OutsiderList } from './outsider-list.tsx'
import { PaceTable } from './pace-table.tsx'
import { PeopleList } from './people-list.tsx'
import { RoundGridTable } from './round-grid-table.tsx'
import { SamplerList } from './sampler-list.tsx'
import { SiteList } from './site-list.tsx'
import type { TabProps } from './tabs.ts'
import { TubeList } from './tube-list.tsx'
import { UnplacedList } from './unplaced-list.tsx'
import { useAside } from './use-aside.ts'

type Tab = [key: string, words: string, view: () => ReactNode]

/** The views of a round, one at a time. */
export function RoundTabs({ progress, now, ...props }: TabProps & { progress: Progress | undefined; now: Date }) {
  const { filters, onFilter, round, page } = props
  const aside = useAside(round.id)?.total
  const antigenTab: Tab[] =
    round.method === 'antigen'
      ? [['antigen', '抗原自测', () => <AntigenTab round={round} filters={{ ...filters, page }} onFilter={onFilter} />]]
      : []
  const tabs: Tab[] = [
    ['', '各网格', () => <Grids {...props} progress={progress} now={now} />],
    ['pace', '分时进度', () => <PaceTable {...props} />],
    ['people', '名单', () => <PeopleList {...props} />],
    ['tubes', '样本管', () => <TubeList {...props} />],
    ['unplaced', `没归到户 ${aside?.unplaced ?? ''}`, () => <UnplacedList {...props} />],
    ['outsiders', `外来 ${aside?.outsiders ?? ''}`, () => <OutsiderList {...props} />],
    ...antigenTab,
    ['samplers', '采样员', () => <SamplerList {...props} />],
  ]
  const [chosen, , view] = tabs.find(([key]) => key === filters.tab) ?? tabs[0]!
  return (
    <>
      <div className="filter-bar">
        {tabs.map(([key, words]) => (
          <Chip
            key={key}
            isOn={key === chosen}
            onClick={() =>
              onFilter({ tab: key, grid: '', household: '', tube: '', q: '', by: '', flag: '', mark: '', told: '' })
            }
          >
            {words.trim()}
          </Chip>
        ))}
        {aside && aside.late > 0 ? (
          <span className="quiet small num">结束后补送 {aside.late.toLocaleString()} 人，都算数</span>
        ) : null}
      </div>
      {view()}
    </>
  )
}

function Grids({ round, progress, now }: TabProps & { progress: Progress | undefined; now: Date }) {
  return (
    <div className="round-columns">
      <section className="box">
        {progress ? <RoundGridTable round={round} progress={progress} /> : <Skeleton lines={8} height={20} />}
      </section>
      <SiteList round={round} now={now} />
    </div>
  )
}
