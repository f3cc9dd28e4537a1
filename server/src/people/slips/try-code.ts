import { randomInt } from 'node:crypto'
import { Refusal } from '@gezhong/shared/errors'
import { readSlipCode, SLIP_LENGTH, SLIP_LETTERS } from '@gezhong/shared/people/slips/code'
import { transactAsSystem, type Kernel, type Work } from '../../database/transact.ts'
import { networkOf } from '../../http/network-of.ts'
import { isProven } from '../resident-sign-in/proven-devices.ts'
import {
  addTry,
  countTries,
  dropTry,
  hasValidSlip,
  holdTrier,
  holdValidSlip,
  type FoundSlip,
  type Trier,
} from './queries.ts'

/*
 * A code is one of 25.6 thousand million, a village has some two thousand: guessing is hopeless while it is slow. Only
 * wrong codes are counted, so that a village behind one address can come in by its slips all at once. The count of the
 * address is generous, as a stranger behind the same one must not keep the village out, and does not bind a device that
 * has brought a right code before. What that leaves to guessing stands in CONTRIBUTING.
 */

const HOUR = 3_600_000
const MOST_WRONG_BY_DEVICE = 10
const MOST_WRONG_BY_ADDRESS = 300

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

type Asked = Pick<Work, 'vault' | 'communityId'>

export const deviceIndexOf = ({ vault, communityId }: Asked, device: string): string =>
  vault.fingerprint(communityId, `device ${device}`)

const trierOf = (work: Asked, { address, device }: Omit<Tried, 'code'>): Trier => ({
  communityId: work.communityId,
  addressIndex: work.vault.fingerprint(work.communityId, `address ${networkOf(address)}`),
  deviceIndex: deviceIndexOf(work, device),
})

const anHourBefore = (now: Date) => new Date(now.getTime() - HOUR)

/** Held until the transaction ends, so that nobody passes the limit by trying at once. */
async function refuseTooMany({ db, now }: Work, trier: Trier): Promise<void> {
  await holdTrier(db, trier)
  const wrong = await countTries(db, trier, anHourBefore(now))
  if (wrong.byDevice >= MOST_WRONG_BY_DEVICE) throw new Refusal('too-many-requests')
  if (wrong.byAddress < MOST_WRONG_BY_ADDRESS) return
  if (!(await isProven(db, trier.communityId, trier.deviceIndex))) throw new Refusal('too-many-requests')
}

/**
 * The valid slip of this code, held until the transaction ends. Null for one that is wrong, revoked, expired or of a
 * household that is gone, all alike; the try is counted, so the caller must commit.
 */
export async function trySlip(work: Work, tried: Tried): Promise<FoundSlip | null> {
  const trier = trierOf(work, tried)
  await refuseTooMany(work, trier)
  const read = readSlipCode(tried.code)
  const found =
    read === null
      ? undefined
      : await work.elevated(() => holdValidSlip(work.db, work.communityId, digestOf(work, read), work.now))
  if (found !== undefined) return found
  await addTry(work.db, trier, work.now, anHourBefore(work.now))
  return null
}

/** The communities whose key is here, in which alone a slip can be good, each with what the code would be there. */
function digestsOf({ vault }: Kernel, communityIds: readonly string[], code: string) {
  return communityIds.flatMap((communityId) => {
    try {
      return [{ communityId, digest: digestOf({ vault, communityId }, code) }]
    } catch {
      return []
    }
  })
}

/**
 * Which of these communities a typed code is of; it names none, and whoever types it should not have to. Null when
 * there is none. A try counts in the first of them before anything is looked for, and no longer when it was right.
 */
export async function communityOfSlip(
  kernel: Kernel,
  communityIds: readonly string[],
  tried: Tried,
): Promise<string | null> {
  const places = digestsOf(kernel, communityIds, readSlipCode(tried.code) ?? '')
  const counting = places[0]?.communityId
  if (counting === undefined) return null
  const attempt = await transactAsSystem(kernel, counting, async (work) => {
    const trier = trierOf(work, tried)
    await refuseTooMany(work, trier)
    return addTry(work.db, trier, work.now, anHourBefore(work.now))
  })
  for (const { communityId, digest } of places) {
    const isHere = ({ db, now }: Work) => hasValidSlip(db, communityId, digest, now)
    if (!(await transactAsSystem(kernel, communityId, isHere))) continue
    await transactAsSystem(kernel, counting, ({ db }) => dropTry(db, attempt))
    return communityId
  }
  return null
}
