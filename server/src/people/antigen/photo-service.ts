import { Refusal } from '@gezhong/shared/errors'
import { PHOTO_DAYS, type SelfTest } from '@gezhong/shared/people/antigen/contract'
import type { PhotoKind } from '@gezhong/shared/photo'
import { eachInTurn, listCommunities } from '../../database/communities.ts'
import { transactAsSystem, type Kernel, type Work } from '../../database/transact.ts'
import { addPhoto, deleteOldPhotos, findPhoto } from './photo-queries.ts'
import { readPhoto } from '../../security/photo/read-photo.ts'
import { changeTest } from './queries.ts'
import { readTest, requireTest } from './service.ts'

const A_DAY = 86_400_000

/** Sent again it is the same photo; another one belongs to another telling. */
export async function keepPhoto(work: Work, testId: string, sent: Buffer): Promise<SelfTest> {
  const { db, communityId, vault, now } = work
  const { test } = await requireTest(work, testId)
  const photo = readPhoto(sent)
  const before = await findPhoto(db, communityId, testId)
  if (before !== undefined) {
    const isSame =
      before.photoSealed === null || vault.openBytesFor(communityId, testId, before.photoSealed).equals(photo.bytes)
    if (!isSame) throw new Refusal('already-there', '这次自测已经有照片了，要换请重新报一次')
    return readTest(work, test.roundId, testId)
  }
  const { roundId, gridId, buildingId, householdId } = test
  const photoSealed = vault.sealBytesFor(communityId, testId, photo.bytes)
  await work.elevated(async () => {
    const place = { roundId, gridId, buildingId, householdId }
    await addPhoto(db, { communityId, id: testId, ...place, kind: photo.kind, photoSealed, receivedAt: now })
    await changeTest(db, communityId, testId, { photoAt: now })
  })
  work.touch({ gridId, rollId: roundId, topic: 'roll' })
  work.record({ action: 'self-test.photo-sent', subjectId: householdId })
  return readTest(work, roundId, testId)
}

/** Only to the household itself and to those who check; never to who merely looks after the building. */
export async function lookAt(work: Work, testId: string): Promise<{ kind: PhotoKind; base64: string }> {
  const { test } = await requireTest(work, testId)
  const photo = await findPhoto(work.db, work.communityId, testId)
  if (photo?.photoSealed == null) throw new Refusal('not-found', '照片还没有，或者到期删掉了')
  work.record({ action: 'self-test.photo-seen', subjectId: test.householdId })
  const bytes = work.vault.openBytesFor(work.communityId, testId, photo.photoSealed)
  return { kind: photo.kind, base64: bytes.toString('base64') }
}

/** One turn over all communities; returns how many photos went. */
export async function deletePhotosInTime(kernel: Kernel): Promise<number> {
  return eachInTurn(await listCommunities(kernel), (communityId) =>
    transactAsSystem(kernel, communityId, async (work) => {
      const before = new Date(work.now.getTime() - PHOTO_DAYS * A_DAY)
      const count = await deleteOldPhotos(work.db, communityId, before, work.now)
      if (count > 0) work.record({ action: 'self-test.photos-deleted', detail: `${count} 张` })
      return count
    }),
  )
}
