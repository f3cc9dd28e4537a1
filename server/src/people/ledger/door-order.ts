import { doorParts, formatDoor } from '@gezhong/shared/people/door'

/** A door with every number padded to six digits, so that an ordinary index gives the order people expect. */
export const doorOrder = (door: string): string => door.replace(/\d+/g, (digits) => digits.padStart(6, '0'))

/**
 * The building's door of a household's door: without unit, floor and room, and without 之 when the plate is one house.
 * A door of which nothing would be left is its own building.
 */
export function buildingDoor(door: string): string {
  const parts = doorParts(door)
  if (parts === null || (parts.plate === undefined && parts.building === undefined)) return door
  const { area, plate, sub, building } = parts
  if (building === undefined) return formatDoor({ area, plate: plate! })
  return formatDoor({
    area,
    building,
    ...(plate === undefined ? {} : { plate }),
    ...(sub === undefined ? {} : { sub }),
  })
}
