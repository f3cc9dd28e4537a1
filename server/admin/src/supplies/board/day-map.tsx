import { displayDoor } from '@gezhong/shared/people/door'
import { boardBuildings, type BoardBuilding } from '@gezhong/shared/supplies/board/contract'
import { buildingOutlines, type BuildingOutline } from '@gezhong/shared/people/ledger/contract'
import type { Run } from '@gezhong/shared/supplies/runs/contract'
import { useMemo } from 'react'
import { ProblemNote } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { pointsOf, SHEET_WIDTH, sheetOver, type Point, type Position } from '../../grid/map-sheet.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { isStanding } from '../runs/run-columns.tsx'
import '../runs/runs.css'
import { MARK_WORDS, markOf, wordsOf, type Mark } from './building-mark.ts'

interface Way {
  run: Run
  points: readonly Point[]
  /** Where something was handed over last, of those in the order of the way; null before the first. */
  at: Point | null
}

/** At least so much is seen beside the outermost, in degrees. */
const BESIDE = 2e-4

const key = ({ buildingId, runId }: BoardBuilding) => `${buildingId} ${runId ?? ''}`

function waysOf(
  buildings: readonly BoardBuilding[],
  runs: readonly Run[],
  place: (of: [number, number]) => Point,
): Way[] {
  return runs.filter(isStanding).map((run) => {
    const placed = buildings.filter((one) => one.runId === run.id && one.place !== null)
    const served = placed.findLast(({ delivered, failed }) => delivered + failed > 0)
    const points = placed.map((one) => place(one.place!))
    return { run, points, at: served === undefined ? null : place(served.place!) }
  })
}

/** The part of the place to which something is carried today, with what stands around it. */
function around(places: readonly Position[]): [southWest: Position, northEast: Position] {
  const [longitudes, latitudes] = [places.map(([longitude]) => longitude), places.map(([, latitude]) => latitude)]
  const [west, east] = [Math.min(...longitudes), Math.max(...longitudes)]
  const [south, north] = [Math.min(...latitudes), Math.max(...latitudes)]
  const beside = Math.max((east - west) * 0.08, (north - south) * 0.08, BESIDE)
  return [
    [west - beside, south - beside],
    [east + beside, north + beside],
  ]
}

const isWithin = (
  [[west, south], [east, north]]: readonly [Position, Position],
  [longitude, latitude]: Position,
): boolean => longitude > west && longitude < east && latitude > south && latitude < north

function draw(buildings: readonly BoardBuilding[], runs: readonly Run[], outlines: readonly BuildingOutline[]) {
  const placed = buildings.filter(({ place }) => place !== null)
  if (placed.length === 0) return null
  const part = around(placed.map(({ place }) => place!))
  const sheet = sheetOver(part)!
  const doorOf = new Map(outlines.map(({ id, door }) => [id, door]))
  return {
    height: sheet.height,
    houses: outlines
      .filter(({ outline }) => outline.some((corner) => isWithin(part, corner)))
      .map(({ id, outline }) => ({ id, points: pointsOf(outline.map(sheet.place)) })),
    marks: placed.map((one) => ({
      ...sheet.place(one.place!),
      key: key(one),
      mark: markOf(one),
      runId: one.runId,
      left: one.bags - one.delivered,
      words: `${displayDoor(doorOf.get(one.buildingId) ?? '')}：${wordsOf(one)}`,
    })),
    ways: waysOf(buildings, runs, sheet.place),
  }
}

const MARKS: readonly Mark[] = ['delivered', 'given', 'free', 'failed', 'late']
const SIGN: Record<Mark, string> = { delivered: '✓', given: '', free: '?', failed: '!', late: '!' }

/** Where the bags of the day are: every building with one, the way of each run, and how far it has come. */
export function DayMap({ day, runs, chosen }: { day: string; runs: readonly Run[]; chosen: string | null }) {
  const { data, error, refetch } = useRead(boardBuildings, { query: { day } }, { refetchInterval: 30_000 })
  // A place too large to be drawn whole has its marks alone.
  const outlines = useRead(buildingOutlines, {}).data?.buildings
  const drawn = useMemo(() => (data ? draw(data.buildings, runs, outlines ?? []) : null), [data, runs, outlines])
  if (data === undefined)
    return error ? <ProblemNote error={error} onRetry={() => void refetch()} /> : <Skeleton lines={8} height={20} />
  return (
    <section className="box stack">
      <b>地图上</b>
      {drawn === null ? (
        <p className="quiet">
          {data.buildings.length === 0 ? '截止以后，要送的楼栋画在这里。' : '这些楼栋还没画到地图上，看左边的列表。'}
        </p>
      ) : (
        <>
          <svg className="day-map" viewBox={`0 0 ${SHEET_WIDTH} ${drawn.height}`} role="img" aria-label="送菜地图">
            {drawn.houses.map(({ id, points }) => (
              <polygon key={id} className="run-house" points={points} />
            ))}
            {drawn.ways.map(({ run, points }, at) => (
              <polyline
                key={run.id}
                className={`run-line way-${at % 4} ${chosen === null || chosen === run.id ? '' : 'faint'}`}
                points={pointsOf(points)}
              />
            ))}
            {drawn.marks.map(({ key: id, mark, runId, x, y, left, words }) => (
              <g key={id} className={`day-mark ${mark} ${chosen === null || chosen === runId ? '' : 'faint'}`}>
                <circle cx={x} cy={y} r={9} />
                <text x={x} y={y + 5}>
                  {SIGN[mark] || left}
                </text>
                <title>{words}</title>
              </g>
            ))}
            {drawn.ways.map(({ run, at, points }) => {
              const here = at ?? points[0]
              return here === undefined ? null : (
                <g key={run.id} className="day-carrier">
                  <rect x={here.x - 46} y={here.y - 38} width={92} height={26} rx={13} />
                  <text x={here.x} y={here.y - 20}>
                    {run.carrierName.slice(0, 5)}
                  </text>
                </g>
              )
            })}
          </svg>
          <ul className="day-legend quiet small" aria-label="记号的意思">
            {MARKS.map((mark) => (
              <li key={mark}>
                <svg viewBox="0 0 20 20" aria-hidden="true" className={`day-mark ${mark}`}>
                  <circle cx="10" cy="10" r="8" />
                  <text x="10" y="14.5">
                    {SIGN[mark] || 2}
                  </text>
                </svg>
                {MARK_WORDS[mark]}
              </li>
            ))}
          </ul>
          {data.more ? <p className="quiet">楼栋太多，只画了前面的；全部在“没送到”和导出里。</p> : null}
        </>
      )}
    </section>
  )
}
