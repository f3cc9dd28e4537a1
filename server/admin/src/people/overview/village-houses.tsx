import { displayDoor } from '@gezhong/shared/people/door'
import { memo, useMemo, type MouseEvent } from 'react'
import { useNavigate } from 'react-router'
import type { MapReading } from './map-reading.ts'
import type { House } from './map-shapes.ts'

/** Every building, coloured like the piece it stands in; a click shows who lives there. */
export function VillageHouses({
  houses,
  heatOf,
}: {
  houses: readonly House[]
  heatOf: (gridId: string) => MapReading['heat']
}) {
  const navigate = useNavigate()
  const byGrid = useMemo(() => {
    const found = new Map<string, House[]>()
    for (const house of houses) found.set(house.gridId, [...(found.get(house.gridId) ?? []), house])
    return [...found]
  }, [houses])
  const open = (event: MouseEvent) => {
    const building = event.target instanceof SVGElement ? event.target.dataset['building'] : undefined
    if (building !== undefined) void navigate(`/ledger?building=${building}`)
  }
  // Whoever uses no pointer finds the same in the list of buildings: thousands of stops for a key would help nobody.
  return (
    <g onClick={open} aria-hidden="true">
      {byGrid.map(([gridId, own]) => (
        <HousesOfGrid key={gridId} houses={own} heat={heatOf(gridId)} />
      ))}
    </g>
  )
}

/** Numbers come in every second; only the grid whose colour changes is drawn again. */
const HousesOfGrid = memo(function HousesOfGrid({
  houses,
  heat,
}: {
  houses: readonly House[]
  heat: MapReading['heat']
}) {
  return (
    <g className={`houses heat-${heat}`}>
      {houses.map(({ id, door, points }) => (
        <polygon key={id} className="house" data-building={id} points={points}>
          <title>{`${displayDoor(door)}：点开看住户`}</title>
        </polygon>
      ))}
    </g>
  )
})
