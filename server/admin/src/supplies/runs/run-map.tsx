import { displayDoor } from '@gezhong/shared/people/door'
import type { BuildingOutline } from '@gezhong/shared/people/ledger/contract'
import type { PlannedStop } from '@gezhong/shared/supplies/runs/contract'
import { useMemo } from 'react'
import { pointsOf, SHEET_WIDTH, sheetOver, type Position } from '../../grid/map-sheet.ts'

export type Way = { key: string; name: string; stops: readonly PlannedStop[] }

/** Doors with bags on the village's own houses, each way a line from door to door in the order in which it is walked. */
export function RunMap({ ways, houses }: { ways: readonly Way[]; houses: readonly BuildingOutline[] | undefined }) {
  const drawn = useMemo(() => {
    const around = houses ?? []
    const placed = ways.map((way) => ({ ...way, stops: way.stops.filter(({ place }) => place !== null) }))
    const corners: Position[] = placed.flatMap(({ stops }) => stops.map(({ place }) => place!))
    const sheet = sheetOver([...corners, ...around.flatMap(({ outline }) => outline)])
    if (sheet === null || corners.length === 0) return null
    return {
      height: sheet.height,
      houses: around.map(({ id, outline }) => ({ id, points: pointsOf(outline.map(sheet.place)) })),
      ways: placed.map(({ key, name, stops }) => ({
        key,
        name,
        stops: stops.map((stop, at) => ({ stop, at: at + 1, ...sheet.place(stop.place!) })),
      })),
    }
  }, [ways, houses])
  if (drawn === null) return <p className="quiet">这些门牌还没画到地图上，按门牌顺序走。</p>
  return (
    <svg
      className="run-map"
      viewBox={`0 0 ${SHEET_WIDTH} ${drawn.height}`}
      role="img"
      aria-label="送菜路线图"
      preserveAspectRatio="xMidYMid meet"
    >
      {drawn.houses.map(({ id, points }) => (
        <polygon key={id} className="run-house" points={points} />
      ))}
      {drawn.ways.map(({ key, stops }, at) => (
        <polyline key={key} className={`run-line way-${at % 4}`} points={pointsOf(stops)} />
      ))}
      {drawn.ways.map(({ key, name, stops }) =>
        stops.map(({ stop, at, x, y }) => (
          <g key={`${key} ${stop.voucherId}`} className={`run-door ${stop.state}`}>
            <circle cx={x} cy={y} r={stops.length > 60 ? 9 : 14} />
            <text x={x} y={y + 5}>
              {stop.state === 'delivered' ? '✓' : stops.length > 60 ? '' : at}
            </text>
            <title>{`${displayDoor(stop.door)} · ${name} 第 ${at} 袋${stop.state === 'delivered' ? '，已送到' : ''}`}</title>
          </g>
        )),
      )}
    </svg>
  )
}
