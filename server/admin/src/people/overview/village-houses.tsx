import { displayDoor } from '@gezhong/shared/people/door'
import { memo, useMemo, type MouseEvent } from 'react'
import { useNavigate } from 'react-router'
import type { MapReading } from './map-reading.ts'
import type { House } from './map-shapes.ts'

export type HouseReading = Pick<MapReading, 'heat' | 'words'>

/** Every building with a colour of its own; a click shows who lives there. */
export function VillageHouses({
  houses,
  readingOf,
}: {
  houses: readonly House[]
  readingOf: (buildingId: string) => HouseReading
}) {
  const navigate = useNavigate()
  const byGrid = useMemo(() => {
    const found = new Map<string, House[]>()
    for (const house of houses) {
      const own = found.get(house.gridId)
      if (own === undefined) found.set(house.gridId, [house])
      else own.push(house)
    }
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
        <HousesOfGrid key={gridId} houses={own} readings={own.map(({ id }) => readingOf(id))} />
      ))}
    </g>
  )
}

interface Drawn {
  houses: readonly House[]
  readings: readonly HouseReading[]
}

const isSame = (before: Drawn, after: Drawn): boolean =>
  before.houses === after.houses &&
  before.readings.every(
    ({ heat, words }, at) => after.readings[at]?.heat === heat && after.readings[at].words === words,
  )

/** Numbers come in every second; only a grid in which a building changes is drawn again. */
const HousesOfGrid = memo(function HousesOfGrid({ houses, readings }: Drawn) {
  return houses.map(({ id, door, points }, at) => (
    <polygon key={id} className={`house house-${readings[at]?.heat ?? 'empty'}`} data-building={id} points={points}>
      <title>{`${displayDoor(door)}：${readings[at]?.words ?? ''}`}</title>
    </polygon>
  ))
}, isSame)
