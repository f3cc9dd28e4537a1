import type { Place } from '@gezhong/shared/supplies/runs/contract'
import { lengthOf, orderStops, type Point } from '@gezhong/shared/supplies/routes/order-stops'
import type { Bag } from './queries.ts'

/** The middle of a building's outline. */
export function placeOf({ footprint }: Pick<Bag, 'footprint'>): Place | null {
  if (footprint === null || footprint.length === 0) return null
  const middle = (at: 0 | 1): number => {
    const values = footprint.map((corner) => corner[at])
    return (Math.min(...values) + Math.max(...values)) / 2
  }
  return [middle(0), middle(1)]
}

interface House {
  buildingId: string
  place: Point | null
  bags: Bag[]
}

/** Bags by building, buildings by the first of their doors. */
function housesOf(bags: readonly Bag[]): House[] {
  const houses = new Map<string, House>()
  for (const bag of bags) {
    const house = houses.get(bag.building_id) ?? { buildingId: bag.building_id, place: placeOf(bag), bags: [] }
    house.bags.push(bag)
    houses.set(bag.building_id, house)
  }
  return [...houses.values()]
}

/** A house that is not on the map comes after the one before it by door, which it most likely stands beside. */
function withUndrawn(houses: readonly House[], ordered: readonly House[]): House[] {
  const way = [...ordered]
  houses.forEach((house, at) => {
    if (way.includes(house)) return
    const before = houses[at - 1]
    way.splice(before === undefined ? 0 : way.indexOf(before) + 1, 0, house)
  })
  return way
}

function byDistance(houses: readonly House[]): House[] {
  const drawn = houses.filter(({ place }) => place !== null)
  return withUndrawn(
    houses,
    orderStops(drawn.map(({ place }) => place!)).map((at) => drawn[at]!),
  )
}

/** As the piece was walked before; houses that were not on that way where distance puts them. */
function asWalkedBefore(houses: readonly House[], route: readonly string[]): House[] {
  const rank = new Map(route.map((buildingId, at) => [buildingId, at]))
  const known = houses.filter(({ buildingId }) => rank.has(buildingId))
  known.sort((a, b) => rank.get(a.buildingId)! - rank.get(b.buildingId)!)
  const way = byDistance(houses)
  return withUndrawn(way, known)
}

export interface Proposal {
  bags: Bag[]
  meters: number
  asWalked: boolean
}

/** In which order to walk to these bags' doors, which come sorted by door. */
export function propose(bags: readonly Bag[], route: readonly string[] | null): Proposal {
  const houses = housesOf(bags)
  const asWalked = route !== null && houses.some(({ buildingId }) => route.includes(buildingId))
  const way = asWalked ? asWalkedBefore(houses, route) : byDistance(houses)
  const places = way.flatMap(({ place }) => (place === null ? [] : [place]))
  return { bags: way.flatMap((house) => house.bags), meters: Math.round(lengthOf(places)), asWalked }
}
