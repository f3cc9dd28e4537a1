import { z } from 'zod'
import { kept } from '../../platform/storage.ts'

/** The stall of a card that was opened by somebody who has to sign in first. The device's, not a person's. */
const waiting = kept('device:shared-stall', 1, z.uuid())

/** What a card of a stall opens: its page, once it is known who looks. */
export const sharedStallPath = (communityId: string, stallId: string): string =>
  `/home/share/shared?community=${communityId}&stall=${stallId}`

/** The id in a link; null where it is none. */
export const readStallId = (written: string | undefined): string | null => z.uuid().safeParse(written).data ?? null

export const keepSharedStall = (stallId: string): void => {
  waiting.write(stallId)
}

/** The stall to go on to, once. */
export function takeSharedStall(): string | null {
  const stallId = waiting.read()
  if (stallId !== null) waiting.forget()
  return stallId
}
