import { z } from 'zod'
import { LEDGER_ROLES } from '../../../actor.ts'
import { fillPath } from '../../../client.ts'
import { endpoint, Id, IdParams, Nothing } from '../../../endpoint.ts'
import { PHOTO_MAX_BYTES } from '../../../photo.ts'

/** Pixels of the longer side: a menu shows it no larger than a thumb, on the sharpest phone. */
export const STALL_PHOTO_SIDE = 320

/** Bytes of what is kept: a menu of two hundred things has to come over a village's network. */
export const STALL_PHOTO_MAX_BYTES = 200 * 1024

/** Bytes of what is taken in before it is stripped. */
export const STALL_PHOTO_SENT_BYTES = PHOTO_MAX_BYTES

export const sendStallPhoto = endpoint({
  method: 'POST',
  path: '/api/stall-photos/:id',
  kind: 'upload',
  rate: 'upload',
  summary: 'A photo of something that is sold: jpeg, png or webp, small; all but the picture is cut out',
  who: LEDGER_ROLES,
  params: IdParams,
  reply: z.object({ id: Id }),
  errors: ['id-taken', 'file-unreadable', 'unsupported-media', 'too-large', 'too-many-requests'],
})

export const lookAtStallPhoto = endpoint({
  method: 'GET',
  path: '/api/stall-photos/:communityId/:id',
  kind: 'file',
  summary: 'A photo of something that is sold, for whoever knows its address; what is there never changes',
  who: 'anyone',
  params: z.object({ communityId: Id, id: Id }),
  reply: Nothing,
  errors: ['not-found'],
})

/** Where a photo lies, from `/api/` on; the same for everybody and for good, so that it is asked for once. */
export const stallPhotoAddress = (communityId: string, id: string): string =>
  fillPath(lookAtStallPhoto.path, { communityId, id })
