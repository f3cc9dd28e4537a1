import { Refusal } from '@gezhong/shared/errors'
import { lookAtStallPhoto, STALL_PHOTO_MAX_BYTES } from '@gezhong/shared/supplies/stalls/photos/contract'
import { transactAsSystem, type Work } from '../../database/transact.ts'
import { parse, routeOptions, type Route } from '../../http/serve.ts'
import { readPhoto } from '../../security/photo/read-photo.ts'
import { addPhoto, deleteLoosePhotos, findPhoto } from './photo-queries.ts'

const A_DAY = 86_400_000

/** Sent again it is the same photo; another one needs an id of its own, as what is at an address never changes. */
export async function keepPhoto(work: Work, id: string, sent: Buffer): Promise<{ id: string }> {
  const { db, communityId, actor, now } = work
  const { kind, bytes } = readPhoto(sent)
  if (bytes.length > STALL_PHOTO_MAX_BYTES)
    throw new Refusal('too-large', '菜的照片超过200KB，请裁小一点再传，或在手机上直接拍')
  const before = await findPhoto(db, communityId, id)
  if (before !== undefined && !before.bytes.equals(bytes)) throw new Refusal('id-taken')
  if (before === undefined)
    await work.elevated(() => addPhoto(db, { communityId, id, kind, bytes, madeBy: actor.accountId, madeAt: now }))
  return { id }
}

/** Those that nothing shows, but what somebody may still be about to save. Elevated. */
export const dropLoosePhotos = ({ db, communityId, now }: Work): Promise<void> =>
  deleteLoosePhotos(db, communityId, new Date(now.getTime() - A_DAY))

/**
 * To whoever knows the address, as an image on a page can show no token. The address cannot be guessed, and what is there
 * never changes, so a phone asks for it once.
 */
export const photoRoute: Route = {
  endpoint: lookAtStallPhoto,
  register(app, kernel) {
    app.route({
      ...routeOptions(lookAtStallPhoto),
      handler: async (request, reply) => {
        const { communityId, id } = parse(lookAtStallPhoto, request).params
        const photo = await transactAsSystem(kernel, communityId, ({ db }) => findPhoto(db, communityId, id))
        if (photo === undefined) throw new Refusal('not-found')
        return reply
          .header('content-type', `image/${photo.kind}`)
          .header('content-disposition', 'inline')
          .header('content-security-policy', "default-src 'none'; sandbox")
          .header('cache-control', 'public, max-age=31536000, immutable')
          .send(photo.bytes)
      },
    })
  },
}
