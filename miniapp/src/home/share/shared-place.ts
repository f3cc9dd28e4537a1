import { z } from 'zod'
import { Refusal } from '@gezhong/shared/errors'
import { changing } from '../../platform/changing.ts'
import { kept } from '../../platform/storage.ts'

/** The community, and perhaps the grid, of a link that somebody sent on. A word about where, and no right to anything. */
const SharedPlace = z.object({ communityId: z.uuid(), gridId: z.uuid().nullable() })
export type SharedPlace = z.infer<typeof SharedPlace>

/** The device's, not a person's: whoever opens a link signs in only after it. */
const stored = kept('device:shared-place', 1, SharedPlace)
const place = changing<SharedPlace | null>(stored.read())

/** What such a link opens. */
export const sharedPath = ({ communityId, gridId }: SharedPlace): string =>
  `/home/share/shared?community=${communityId}${gridId === null ? '' : `&grid=${gridId}`}`

/** Remembers where a link leads; one that is no whole link is passed over. */
export function keepSharedPlace(community: string | undefined, grid: string | undefined): void {
  const read = SharedPlace.safeParse({ communityId: community, gridId: grid ?? null })
  if (!read.success) return
  stored.write(read.data)
  place.set(read.data)
}

export const sharedPlace = (): SharedPlace | null => place.get()

/** Signs in to the community of the link; one that this server does not hold is forgotten, and the only one is meant. */
export async function whereShared<T>(enter: (where: { communityId?: string }) => Promise<T>): Promise<T> {
  const shared = place.get()
  if (shared === null) return enter({})
  try {
    return await enter({ communityId: shared.communityId })
  } catch (error) {
    if (!(error instanceof Refusal) || error.fields?.some(({ path }) => path === 'communityId') !== true) throw error
    stored.forget()
    place.set(null)
    return enter({})
  }
}
