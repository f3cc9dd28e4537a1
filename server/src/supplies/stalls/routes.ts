import { listStalls, moveStall, readStall, saveStall } from '@gezhong/shared/supplies/stalls/contract'
import { sendStallPhoto, STALL_PHOTO_SENT_BYTES } from '@gezhong/shared/supplies/stalls/photos/contract'
import { checkedRoute, type TextCheck } from '../../grid/identity/checked-text.ts'
import { route, type Route } from '../../http/serve.ts'
import { uploadRoute } from '../../http/upload.ts'
import type { Work } from '../../database/transact.ts'
import { keepPhoto, photoRoute } from './photos.ts'
import { list, move, read, save } from './service.ts'

const PHOTOS = { most: STALL_PHOTO_SENT_BYTES, atOnce: 10 }

/** `callOff` cancels the orders of a stall that is called off. */
export const stallRoutes = (
  check: TextCheck | null,
  callOff: (work: Work, stallId: string) => Promise<void>,
): Route[] => [
  route(listStalls, (work, { query }) => list(work, query)),
  route(readStall, (work, { params }) => read(work, params.id)),
  checkedRoute(
    saveStall,
    check,
    ({ body }) => [body.title, body.note, ...body.items.map(({ name }) => name)].join('\n'),
    (work, { params, body }) => save(work, params.id, body),
  ),
  route(moveStall, async (work, { params, body }) => {
    await move(work, params.id, body, callOff)
    return {}
  }),
  uploadRoute(sendStallPhoto, (work, { params }, file) => keepPhoto(work, params.id, file.bytes), PHOTOS),
  photoRoute,
]
