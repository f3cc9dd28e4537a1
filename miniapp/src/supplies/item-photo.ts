import type { StallItem } from '@gezhong/shared/supplies/stalls/contract'
import { stallPhotoAddress } from '@gezhong/shared/supplies/stalls/photos/contract'
import { currentActor } from '../platform/session.ts'
import { origin } from '../platform/transport.ts'

/** What an image shows of a thing that is sold; null when it has no photo. */
export function itemPhoto({ photoId }: Pick<StallItem, 'photoId'>): string | null {
  const actor = currentActor()
  return photoId === null || actor === null ? null : origin + stallPhotoAddress(actor.communityId, photoId)
}
