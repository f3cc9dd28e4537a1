import { randomInt } from 'node:crypto'
import { Refusal } from '@gezhong/shared/errors'
import { readSlipCode, SLIP_LENGTH, SLIP_LETTERS } from '@gezhong/shared/people/slips/code'
import type { Work } from '../../database/transact.ts'
import { addTry, countTries, holdTrier, holdValidSlip, type FoundSlip } from './queries.ts'

/*
 * A code is one of 25 thousand million, a village has some two thousand: guessing is hopeless while it is slow. Only
 * wrong codes are counted, so that a village behind one address can come in by its slips all at once.
 */

const HOUR = 3_600_000
const MOST_WRONG_BY_DEVICE = 10
const MOST_WRONG_BY_ADDRESS = 60

export const newCode = (): string =>
  Array.from({ length: SLIP_LENGTH }, () => SLIP_LETTERS[randomInt(SLIP_LETTERS.length)]!).join('')

/** Keyed by the community's key, which is not in the database: whoever has the table cannot try codes against it. */
export const digestOf = (work: Pick<Work, 'vault' | 'communityId'>, code: string): string =>
  work.vault.fingerprint(work.communityId, `slip ${code}`)

export interface Tried {
  code: string
  address: string
  /** The device, or the account that is signed in. */
  device: string
}

/**
 * The valid slip of this code, held until the transaction ends. Null for one that is wrong, revoked, expired or of a
 * household that is gone, all alike; the try is counted, so the caller must commit.
 */
export async function trySlip(work: Work, { code, address, device }: Tried): Promise<FoundSlip | null> {
  const trier = {
    communityId: work.communityId,
    addressIndex: work.vault.fingerprint(work.communityId, `address ${address}`),
    deviceIndex: work.vault.fingerprint(work.communityId, `device ${device}`),
  }
  await holdTrier(work.db, trier)
  const anHourAgo = new Date(work.now.getTime() - HOUR)
  const wrong = await countTries(work.db, trier, anHourAgo)
  if (wrong.byDevice >= MOST_WRONG_BY_DEVICE || wrong.byAddress >= MOST_WRONG_BY_ADDRESS)
    throw new Refusal('too-many-requests')
  const read = readSlipCode(code)
  const found =
    read === null
      ? undefined
      : await work.elevated(() => holdValidSlip(work.db, work.communityId, digestOf(work, read), work.now))
  if (found !== undefined) return found
  await addTry(work.db, trier, work.now, anHourAgo)
  return null
}
