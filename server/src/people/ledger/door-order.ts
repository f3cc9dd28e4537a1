/** A door with every number padded to six digits, so that an ordinary index gives the order people expect. */
export const doorOrder = (door: string): string => door.replace(/\d+/g, (digits) => digits.padStart(6, '0'))

/** The building's door of a household's door: without unit, floor and room, or without 之 when the plate is one house. */
export const buildingDoor = (door: string): string =>
  door.includes('栋') ? door.slice(0, door.indexOf('栋') + 1) : door.replace(/之\d+$/, '')
