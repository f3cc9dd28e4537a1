export const stallsPath = '/supplies/stalls/stalls'

/** A stall; for this household, or for one's own. */
export const stallPath = (stallId: string, householdId?: string): string =>
  `/supplies/stall/stall?id=${stallId}${householdId === undefined ? '' : `&household=${householdId}`}`

/** What is ordered at a stall, door by door. */
export const ordersPath = (stallId: string): string => `/supplies/orders/orders?id=${stallId}`

/** What goes into which bag, where it is weighed and packed. */
export const packingPath = (stallId: string): string => `/supplies/packing/packing?id=${stallId}`
/** Who still owes at a stall, and where what they give is written down. */
export const duesPath = (stallId: string): string => `/supplies/dues/dues?id=${stallId}`

/** Where a group's order chain is pasted. */
export const orderChainPath = (stallId: string, gridId: string): string =>
  `/supplies/order-chain/order-chain?id=${stallId}&grid=${gridId}`

/** The runs that are mine to walk; one of them. */
export const runPath = (runId?: string): string => `/supplies/run/run${runId === undefined ? '' : `?id=${runId}`}`
