import { z } from 'zod'
import { changing, useChanging } from '../../platform/changing.ts'
import { currentActor, PERSONAL, useActor } from '../../platform/session.ts'
import { kept } from '../../platform/storage.ts'

/** Kits handed to a door, as this phone recorded it. Its id is the server's too, so it counts once. */
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

const place = kept(`${PERSONAL}kits`, 1, z.array(KeptKits))
const kits = changing<{ owner: string; all: readonly KeptKits[] } | null>(null)
const NONE: readonly KeptKits[] = []

export function keptKits(): readonly KeptKits[] {
  const owner = currentActor()?.accountId
  if (owner === undefined) return NONE
  const known = kits.get()
  if (known?.owner === owner) return known.all
  const all = place.read() ?? NONE
  kits.set({ owner, all })
  return all
}

/** False when the phone is full: then it is only on the screen, and that must be said. */
export function changeKits(change: (all: readonly KeptKits[]) => readonly KeptKits[]): boolean {
  const all = change(keptKits())
  const owner = currentActor()?.accountId
  if (owner !== undefined) kits.set({ owner, all })
  return place.write([...all])
}

/** What the screen shows; what is in storage is forgotten with the session. */
export function forgetKeptKits(): void {
  kits.set(null)
}

export function useKeptKits(): readonly KeptKits[] {
  const owner = useActor()?.accountId
  const known = useChanging(kits)
  return known !== null && known.owner === owner ? known.all : NONE
}
