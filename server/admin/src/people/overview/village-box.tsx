import type { gridCounts } from '@gezhong/shared/grid/communities/contract'
import { buildingOutlines } from '@gezhong/shared/people/ledger/contract'
import { BUILDINGS_DRAWN, type Roll } from '@gezhong/shared/people/rolls/contract'
import { useMemo, useState } from 'react'
import type { z } from 'zod'
import { useRead } from '../../api/query.ts'
import { sumByGrid } from '../../grid/sum-by-grid.ts'
import { useGrids } from '../../grid/use-grids.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import type { Progress } from '../rolls/use-roll.ts'
import { GridProgressTable } from './grid-progress-table.tsx'
import { MapLegend } from './map-legend.tsx'
import { coverageReading, unassignedReading } from './map-reading.ts'
import { useHouseReading } from './use-house-reading.ts'
import { VillageMap } from './village-map.tsx'
import { Chip } from '../../ui/chip.tsx'

type Counts = z.output<typeof gridCounts.reply>['counts']

const VIEWS = [
  { key: 'coverage', words: '上报覆盖' },
  { key: 'unassigned', words: '没人负责' },
  { key: 'table', words: '列表' },
] as const

/** The village as a map or as a list; a community without outlines has the list only. */
export function VillageBox({
  view,
  onView,
  roll,
  progress,
  counts,
}: {
  view: string
  onView: (view: string) => void
  roll: Roll | undefined
  progress: Progress | undefined
  counts: Counts | undefined
}) {
  const tree = useGrids()
  // On a narrow screen the names on the map would be too small to read.
  const [wide] = useState(() => window.innerWidth > 600)
  const standingHere = (counts ?? []).reduce((sum, { buildings }) => sum + buildings, 0)
  const outlines = useRead(
    buildingOutlines,
    {},
    { enabled: (wide || view !== '') && standingHere > 0 && standingHere <= BUILDINGS_DRAWN },
  ).data?.buildings
  const hasMap = tree.grids.some((grid) => grid.outline !== null) || (outlines?.length ?? 0) > 0
  const chosen = VIEWS.find(({ key }) => key === view)?.key ?? (wide ? 'coverage' : 'table')
  const shown = hasMap ? chosen : 'table'
  const tested = roll?.question === 'who-was-tested'
  const readingOfHouse = useHouseReading(roll, shown === 'table' ? undefined : shown)
  const standing = useMemo(() => {
    const rows = (counts ?? []).map((row) => ({ ...row, gridCode: tree.byId.get(row.gridId)?.code ?? '' }))
    return sumByGrid(rows, ['buildings', 'unassigned'])
  }, [counts, tree])
  return (
    <section className="box village-box" aria-label="各网格">
      <div className="row apart">
        <h3>{shown === 'table' ? '各网格进度' : '村情图'}</h3>
        {hasMap ? (
          <span className="row">
            {VIEWS.map(({ key, words }) => (
              <Chip key={key} isOn={shown === key} onClick={() => onView(key)}>
                {key === 'coverage' && tested ? '检测覆盖' : words}
              </Chip>
            ))}
          </span>
        ) : null}
      </div>
      {!roll || !progress || !counts ? (
        <Skeleton lines={7} height={24} />
      ) : shown === 'table' ? (
        <GridProgressTable roll={roll} progress={progress} counts={counts} />
      ) : (
        <>
          <VillageMap
            buildings={outlines}
            readingOfHouse={readingOfHouse}
            readingOf={(grid) =>
              shown === 'coverage'
                ? coverageReading(progress.byCode.get(grid.code), roll.question)
                : unassignedReading(standing.get(grid.code))
            }
            hrefOf={(grid) =>
              shown === 'coverage'
                ? `/rolls/${roll.id}?grid=${grid.id}&state=missing`
                : `/buildings?grid=${grid.id}&unassigned=true`
            }
          />
          <div className="row apart">
            <MapLegend view={shown} question={roll.question} />
            <p className="quiet small">
              {shown === 'unassigned' ? '点一块去分配' : `点一块看是哪几户${tested ? '没检' : '没报'}`}，点一栋看住户
            </p>
          </div>
        </>
      )}
    </section>
  )
}
