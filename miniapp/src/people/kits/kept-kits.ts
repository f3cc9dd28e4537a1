import { z } from 'zod'
import { keptList } from '../../platform/kept-list.ts'
import { together } from '../../platform/kept-shelf.ts'

/** Kits handed to a door, as this phone recorded it. */
export const KeptKits = z.object({
  id: z.string(),
  roundId: z.string(),
  gridId: z.string(),
  householdId: z.string(),
  door: z.string(),
  kits: z.number(),
  handedAt: z.string(),
  undone: z.boolean(),
  /** When the server had answered, by this phone's clock; null while it waits. A list read later counts it. */
  sentAt: z.number().nullable(),
  /** The door is none of this worker's grid, or no longer there: it is kept and counts for no household. */
  unplaced: z.boolean(),
  refusal: z.string().nullable(),
})
export type KeptKits = z.infer<typeof KeptKits>

export const keptKits = keptList(together('kits', KeptKits))
