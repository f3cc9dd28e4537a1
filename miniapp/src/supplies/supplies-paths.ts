export const stallsPath = '/supplies/stalls/stalls'

/** A stall; for this household, or for one's own. */
export const stallPath = (stallId: string, householdId?: string): string =>
  `/supplies/stall/stall?id=${stallId}${householdId === undefined ? '' : `&household=${householdId}`}`
