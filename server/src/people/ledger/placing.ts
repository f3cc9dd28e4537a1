import { Refusal } from '@gezhong/shared/errors'
import { doorParts } from '@gezhong/shared/people/door'
import type { Work } from '../../database/transact.ts'
import { readSubtree } from '../../grid/communities/queries.ts'
import { findBuildingByDoor, findNeighbour, readAreaGrids } from './building-queries.ts'
import { createBuildings, type Origin } from './creation-service.ts'
import { buildingDoor, doorOrder } from './door-order.ts'

const wrongGrid = (message: string) => new Refusal('not-valid', undefined, [{ path: 'gridId', message }])

/**
 * The lowest grid in which a new building at this door stands. Where the grid asked for is divided further, it goes
 * with its nearest neighbour of the same street or estate; without one, a person has to say.
 */
export async function lowestGridFor(work: Work, gridId: string, door: string): Promise<string> {
  const subtree = await readSubtree(work.db, work.communityId, gridId)
  if (subtree.length === 1) return gridId
  if (subtree.length === 0) throw new Refusal('not-found')
  const area = doorParts(door)?.area ?? ''
  const neighbour = await findNeighbour(work.db, work.communityId, subtree, area, doorOrder(door))
  if (neighbour === undefined) throw wrongGrid('这个网格还分了小网格或单元，请选到最小的一格')
  return neighbour.gridId
}

/*
 * Somebody whose scope is a part of the community must not find out by adding doors which ones stand elsewhere. A door
 * of a street or estate that lies outside the own scope is therefore refused with the same words whether it stands or
 * not. In a street that is shared between grids one thing cannot be hidden: a number that is free is given, and one
 * that is taken is not. It shows on the plate at the house, says nothing of who lives there (all the doors of the house
 * get this answer, also those that do not exist), and whoever tries leaves a trace either way.
 */
const foreignDoor = () => new Refusal('not-allowed', '这个门牌不归您的网格，请核对；确实在您的网格里，请联系专班登记')

/** Refuses a building's door that lies outside the scope of the one who asks. */
export async function refuseForeignDoor(work: Work, door: string): Promise<void> {
  if (work.scope.grids === '*') return
  const own = new Set(work.scope.grids.split(','))
  const area = doorParts(door)?.area ?? ''
  // Only whether to refuse comes of this.
  const places = await work.elevated(() => readAreaGrids(work.db, work.communityId, area, door))
  const elsewhere = places.length > 0 && !places.some((place) => own.has(place.gridId))
  if (elsewhere || places.some((place) => place.stands && !own.has(place.gridId))) throw foreignDoor()
}

/** Adds to the ledger; that somebody tried a door outside their scope stays on record. */
export async function adding<T>(work: Work, door: string, add: () => Promise<T>): Promise<T | Refusal> {
  const outcome = await work.attempt(add)
  if (!(outcome instanceof Refusal)) return outcome
  if (outcome.code !== 'not-allowed') throw outcome
  work.record({ action: 'access.refused', detail: `新增${door}` })
  return outcome
}

interface Placing {
  buildingId: string
  gridId: string
  /** The change that made the building, when it had to be made. */
  changeIds: string[]
}

async function findBuilding(work: Work, gridId: string, door: string): Promise<Placing | null> {
  const standing = await findBuildingByDoor(work.db, work.communityId, door)
  if (standing === undefined) return null
  const subtree = await readSubtree(work.db, work.communityId, gridId)
  if (!subtree.includes(standing.gridId)) throw wrongGrid(`${door}在别的网格里，请核对网格`)
  return { buildingId: standing.id, gridId: standing.gridId, changeIds: [] }
}

/**
 * The building in which a household at this door lives: found by its door, or made. When somebody else makes it at the
 * same moment, theirs is taken.
 */
export async function placeHousehold(work: Work, gridId: string, door: string, origin: Origin): Promise<Placing> {
  const outer = buildingDoor(door)
  const found = await findBuilding(work, gridId, outer)
  if (found !== null) return found
  await refuseForeignDoor(work, outer)
  const lowest = await lowestGridFor(work, gridId, outer)
  const made = await work.attempt(() => createBuildings(work, [{ gridId: lowest, door: outer }], origin))
  if (!(made instanceof Refusal)) return { buildingId: made.ids[0]!, gridId: lowest, changeIds: made.changeIds }
  const theirs = await findBuilding(work, gridId, outer)
  if (theirs === null) throw foreignDoor()
  return theirs
}
