import { useState } from 'react'
import { readStall, saveStall } from '@gezhong/shared/supplies/stalls/contract'
import { sendStallPhoto, STALL_PHOTO_SIDE } from '@gezhong/shared/supplies/stalls/photos/contract'
import { call, callWithFile } from '../../platform/api.ts'
import { type PhotoFrom, takePhoto } from '../../platform/photo.ts'
import { PRIVACY_REFUSED } from '../../platform/privacy.ts'
import { outdate } from '../../platform/queries.ts'
import { randomId } from '../../platform/random-id.ts'
import { useWrite } from '../../platform/use-write.ts'

const REFUSED = '没有同意，拍不了照。可以在电脑上给菜配照片'
const UNREADABLE = '这张打不开，请换一张，或直接拍'

/** Gives a thing that is sold a photo, or takes it away: the rest of the stall stays as the server has it at that moment. */
export function useItemPhoto(stallId: string, itemId: string) {
  const [unreadable, setUnreadable] = useState<string | null>(null)
  const saving = useWrite(async (photo: string | null, key: string) => {
    const photoId = photo === null ? null : key
    if (photo !== null)
      await callWithFile(photo, () => undefined)(sendStallPhoto, { params: { id: key }, idempotencyKey: key })
    const stall = await call(readStall, { params: { id: stallId } })
    const items = stall.items.map((item) => (item.id === itemId ? { ...item, photoId } : item))
    const saved = await call(saveStall, {
      params: { id: stallId },
      body: { ...stall, items },
      idempotencyKey: await randomId(),
    })
    outdate(readStall)
    return saved
  })
  return {
    busy: saving.busy,
    problem: unreadable ?? saving.problem,
    remove: async () => (await saving.run(null)) !== null,
    /** True when the photo is there. */
    take: async (from: PhotoFrom) => {
      setUnreadable(null)
      const taken = await takePhoto(from, STALL_PHOTO_SIDE).catch(() => undefined)
      if (taken === PRIVACY_REFUSED) setUnreadable(REFUSED)
      else if (taken === undefined) setUnreadable(UNREADABLE)
      else if (taken !== null) return (await saving.run(taken)) !== null
      return false
    },
  }
}
