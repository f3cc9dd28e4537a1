import { gridTitle, type Grid } from '@gezhong/shared/grid/communities/contract'
import { useMemo, type MouseEvent } from 'react'
import { useNavigate } from 'react-router'
import { useScopeGrids } from '../../grid/use-scope-grids.ts'
import type { BuildingOutline } from '@gezhong/shared/people/ledger/contract'
import type { MapReading } from './map-reading.ts'
import { villageShapes, type Shape } from './map-shapes.ts'
import { VillageHouses, type HouseReading } from './village-houses.tsx'

/** The village from its own outlines: the lowest pieces and each building are coloured, the pieces one thinks in are named. */
export function VillageMap({
  readingOf,
  readingOfHouse,
  hrefOf,
  buildings,
}: {
  buildings: readonly BuildingOutline[] | undefined
  readingOfHouse: (buildingId: string) => HouseReading
  readingOf: (grid: Grid) => MapReading
  hrefOf: (grid: Grid) => string
}) {
  const { grids } = useScopeGrids()
  const navigate = useNavigate()
  const shapes = useMemo(() => villageShapes(grids, buildings), [grids, buildings])
  if (!shapes) return null
  const open = (grid: Grid) => (event: MouseEvent) => {
    event.preventDefault()
    void navigate(hrefOf(grid))
  }
  return (
    <svg
      className="village-map"
      viewBox={`0 0 ${shapes.width} ${shapes.height}`}
      role="group"
      aria-label="村情图"
      preserveAspectRatio="xMidYMid meet"
    >
      {shapes.pieces.map((shape) => {
        const reading = readingOf(shape.grid)
        return (
          <polygon
            key={shape.grid.id}
            className={`piece heat-${reading.heat}`}
            points={shape.points}
            onClick={open(shape.grid)}
          >
            <title>{`${gridTitle(shape.grid)}：${reading.words}`}</title>
          </polygon>
        )
      })}
      {shapes.named.map((shape) => (
        <polygon key={shape.grid.id} className="grid-edge" points={shape.points} />
      ))}
      <VillageHouses houses={shapes.houses} readingOf={readingOfHouse} />
      {shapes.named.map((shape) => (
        <GridLabel
          key={shape.grid.id}
          shape={shape}
          reading={readingOf(shape.grid)}
          href={hrefOf(shape.grid)}
          onOpen={open(shape.grid)}
        />
      ))}
    </svg>
  )
}

const LABEL = { width: 118, height: 62 }

function GridLabel({
  shape,
  reading,
  href,
  onOpen,
}: {
  shape: Shape
  reading: MapReading
  href: string
  onOpen: (event: MouseEvent) => void
}) {
  const { x, y } = shape.centre
  return (
    <a
      className="map-label"
      href={`/admin${href}`}
      onClick={onOpen}
      aria-label={`${gridTitle(shape.grid)}：${reading.words}`}
    >
      <rect x={x - LABEL.width / 2} y={y - LABEL.height / 2} width={LABEL.width} height={LABEL.height} rx={14} />
      <text x={x} y={y - 7} className="map-name">
        {gridTitle(shape.grid)}
      </text>
      <text x={x} y={y + 19} className={`map-figure figure-${reading.heat}`}>
        {reading.figure}
      </text>
    </a>
  )
}
