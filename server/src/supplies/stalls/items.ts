import type { saveStall } from '@gezhong/shared/supplies/stalls/contract'
import { Refusal } from '@gezhong/shared/errors'
import type { z } from 'zod'
import type { Work } from '../../database/transact.ts'
import { moveStock, openLevel, readLevels, type Movement } from '../stock/queries.ts'
import { readPhotoIds } from './photo-queries.ts'
import { dropLoosePhotos } from './photos.ts'
import { putItem, readItems, readOrdered, removeItem } from './queries.ts'

type Item = z.output<(typeof saveStall)['body']>['items'][number]

/** One that waited too long to be saved is gone. */
async function requirePhotos({ db, communityId }: Work, items: readonly Item[]): Promise<void> {
  const there = await readPhotoIds(
    db,
    communityId,
    items.flatMap(({ photoId }) => photoId ?? []),
  )
  const fields = items.flatMap(({ name, photoId }, at) =>
    photoId === null || there.has(photoId)
      ? []
      : [{ path: `items.${at}.photoId`, message: `${name}的照片没有了，请重新选一张` }],
  )
  if (fields.length > 0) throw new Refusal('not-valid', fields[0]!.message, fields)
}

/**
 * Writes what a stall sells, elevated and alone with the stall. What is left of an item is what is offered less what is
 * ordered; the first of which more is ordered than offered is returned, and then nothing may be committed.
 */
export async function keepItems(work: Work, stallId: string, items: readonly Item[]) {
  const { db, communityId } = work
  const ordered = await readOrdered(db, communityId, stallId)
  const levels = await readLevels(db, communityId, stallId)
  await requirePhotos(work, items)
  const moves: Movement[] = []
  for (const [position, item] of items.entries()) {
    const orderedMilli = ordered.get(item.id)?.milli ?? 0
    if (item.offeredMilli !== null && item.offeredMilli < orderedMilli) return { ...item, orderedMilli }
    if (!(await putItem(db, { communityId, stallId, position, removed: false, ...item }))) throw new Refusal('id-taken')
    if (item.offeredMilli !== null && !levels.has(item.id)) await openLevel(db, communityId, stallId, item.id)
    const left = item.offeredMilli === null ? 0 : item.offeredMilli - orderedMilli
    moves.push({ itemId: item.id, milli: left - (levels.get(item.id) ?? 0), orderId: null })
  }
  const kept = new Set(items.map(({ id }) => id))
  for (const { id, removed } of await readItems(db, communityId, stallId))
    if (!removed && !kept.has(id)) await removeItem(db, communityId, id)
  await moveStock(work, moves, 'now')
  await dropLoosePhotos(work)
  return null
}
