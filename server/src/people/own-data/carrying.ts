import type { OwnCarrying } from '@gezhong/shared/people/own-data/own-credentials'
import type { Work } from '../../database/transact.ts'
import { readCredentials, readTrainings } from '../../grid/credentials/queries.ts'

/** One's own trainings and credentials. */
export async function carryingOf({ db, communityId, actor }: Work): Promise<OwnCarrying> {
  const trainings = await readTrainings(db, communityId, [actor.accountId])
  const credentials = await readCredentials(db, communityId, [actor.accountId])
  return {
    trainings: trainings.map(({ post, day, takenBackAt }) => ({ post, day, takenBack: takenBackAt !== null })),
    credentials: credentials.map(({ serial, post, validFrom, validUntil, revokedAt }) => ({
      serial,
      post,
      validFrom,
      validUntil,
      revoked: revokedAt !== null,
    })),
  }
}
