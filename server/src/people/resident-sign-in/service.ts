import { randomInt, timingSafeEqual } from 'node:crypto'
import { Refusal } from '@gezhong/shared/errors'
import { maskPhone, normalisePhone } from '@gezhong/shared/people/phone'
import { uuidv7 } from 'uuidv7'
import { listCommunities } from '../../database/communities.ts'
import { transactAsSystem, type Kernel, type Work } from '../../database/transact.ts'
import { networkOf } from '../../http/network-of.ts'
import type { SmsSender } from '../../sms/sender.ts'
import type { Entrant } from '../../grid/identity/queries.ts'
import { bindWeChat, findByWeChat, holdWeChat, keepOpenId } from '../../grid/identity/wechat-queries.ts'
import { weChatColumns } from '../../grid/identity/wechat-service.ts'
import { keepProven } from './proven-devices.ts'
import {
  addAccount,
  addCode,
  addPhone,
  countRecent,
  dropOldCodes,
  findByPhone,
  holdPhone,
  takeTry,
  useCode,
  type Asker,
  type Recent,
} from './queries.ts'

export const RESEND_SECONDS = 60
export const EXPIRES_SECONDS = 300
const MOST_TRIES = 5
const MOST_PER_PHONE_AND_DAY = 15
/** So that who knows somebody's number cannot use up all of its messages from one place. */
const MOST_PER_PHONE_ADDRESS_AND_DAY = 5
/** Of a device that has signed in with this number before, whoever else asks. */
const MOST_PER_OWN_DEVICE_AND_DAY = 10
const MOST_PER_DEVICE_AND_HOUR = 10
/** A village may stand behind one address. */
const MOST_PER_ADDRESS_AND_HOUR = 200

/** Those that residents may enter. */
export async function openCommunities(kernel: Kernel, closed: readonly string[]): Promise<string[]> {
  return (await listCommunities(kernel)).filter((id) => !closed.includes(id))
}

/** The community that is meant; without a word about it, the only one there is. */
export async function chooseCommunity(
  kernel: Kernel,
  wanted: string | undefined,
  closed: readonly string[],
): Promise<string> {
  const open = await openCommunities(kernel, closed)
  const chosen = wanted === undefined ? (open.length === 1 ? open[0] : undefined) : open.find((id) => id === wanted)
  if (chosen === undefined)
    throw new Refusal('not-valid', undefined, [{ path: 'communityId', message: '请从村里发的链接进入' }])
  return chosen
}

export function readMobile(typed: string): string {
  const phone = normalisePhone(typed)
  if (phone === null || !/^1\d{10}$/.test(phone))
    throw new Refusal('not-valid', '请填11位手机号', [{ path: 'phone', message: '请填11位手机号' }])
  return phone
}

export interface Place {
  communityId: string
  phone: string
  deviceId: string
  address: string
}

function askerOf({ vault }: Pick<Kernel, 'vault'>, { communityId, phone, deviceId, address }: Place): Asker {
  return {
    communityId,
    phoneIndex: vault.phoneIndex(communityId, phone),
    addressIndex: vault.fingerprint(communityId, `address ${networkOf(address)}`),
    deviceIndex: vault.fingerprint(communityId, `device ${deviceId}`),
  }
}

/** A million codes are tried in no time by whoever holds the table, so the key is the community's, outside of it. */
const digestOf = ({ vault }: Pick<Kernel, 'vault'>, { communityId, phoneIndex }: Asker, code: string): string =>
  vault.fingerprint(communityId, `sms ${phoneIndex} ${code}`)

/** A device that has proved the number is measured by itself: what strangers ask for does not count against it. */
function isTooMuch(recent: Recent, now: Date): boolean {
  const last = recent.isProven ? recent.ownLastSent : recent.lastSent
  if (last !== null && now.getTime() - last.getTime() < RESEND_SECONDS * 1000) return true
  if (recent.deviceHour >= MOST_PER_DEVICE_AND_HOUR) return true
  if (recent.isProven) return recent.ownDay >= MOST_PER_OWN_DEVICE_AND_DAY
  return (
    recent.phoneDay >= MOST_PER_PHONE_AND_DAY ||
    recent.phoneAddressDay >= MOST_PER_PHONE_ADDRESS_AND_DAY ||
    recent.addressHour >= MOST_PER_ADDRESS_AND_HOUR
  )
}

/** Sends a code. Nothing here looks whether the number is known, so that neither answer nor time can tell. */
export async function sendCode(kernel: Kernel, sender: SmsSender, place: Place): Promise<void> {
  const asker = askerOf(kernel, place)
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  await transactAsSystem(kernel, place.communityId, async ({ db, now }) => {
    await holdPhone(db, asker.phoneIndex)
    if (isTooMuch(await countRecent(db, asker, now), now)) throw new Refusal('too-many-requests')
    await dropOldCodes(db, now)
    await addCode(db, {
      ...asker,
      id: uuidv7(),
      codeDigest: digestOf(kernel, asker, code),
      sentAt: now,
      expiresAt: new Date(now.getTime() + EXPIRES_SECONDS * 1000),
    })
  })
  // After the commit: a slow gateway must hold no connection, and a code that may have arrived must work.
  await sender.sendCode(place.phone, code)
}

/** The account of this phone; the first time, a new one without any rights. */
async function accountOfPhone(work: Work, phone: string): Promise<string> {
  const phoneIndex = work.vault.phoneIndex(work.communityId, phone)
  await holdPhone(work.db, phoneIndex)
  const known = await findByPhone(work.db, work.communityId, phoneIndex)
  if (known !== undefined) return known.accountId
  const accountId = await addAccount(work.db, `居民${phone.slice(-4)}`, work.now)
  await addPhone(work.db, {
    accountId,
    communityId: work.communityId,
    phoneSealed: work.vault.seal(work.communityId, phone),
    phoneIndex,
    verifiedAt: work.now,
  })
  work.record({ action: 'account.created', subjectId: accountId, detail: maskPhone(phone) })
  return accountId
}

/** Whether this code was sent to this phone. The try counts even when it is wrong, so the caller must commit. */
export async function proveCode(work: Work, place: Place, code: string): Promise<boolean> {
  const asker = askerOf(work, place)
  const taken = await takeTry(work.db, asker, work.now, MOST_TRIES)
  if (taken === undefined) return false
  const expected = Buffer.from(taken.code_digest)
  if (!timingSafeEqual(expected, Buffer.from(digestOf(work, asker, code)))) return false
  return useCode(work.db, taken.id, work.now)
}

/** The try is committed before anything is refused. */
export async function enterWithCode(kernel: Kernel, place: Place, code: string): Promise<Entrant> {
  const { communityId } = place
  const accountId = await transactAsSystem(kernel, communityId, async (work) => {
    if (!(await proveCode(work, place, code))) return null
    const account = await accountOfPhone(work, place.phone)
    const { deviceIndex } = askerOf(work, place)
    await keepProven(work.db, { communityId, accountId: account, deviceIndex }, work.now)
    return account
  })
  if (accountId === null) throw new Refusal('wrong-sms-code')
  return { accountId, communityId }
}

/** Whoever proves a phone is the account of that phone, and from now on WeChat alone is enough. */
export async function enterWithWeChat(
  kernel: Kernel,
  communityId: string,
  openId: string,
  phone: string | null,
): Promise<Entrant> {
  const { openIndex, openSealed } = weChatColumns(kernel.vault, communityId, openId)
  const accountId = await transactAsSystem(kernel, communityId, async (work) => {
    await holdWeChat(work.db, openIndex)
    const known = await findByWeChat(work.db, communityId, openIndex)
    await keepOpenId(work.db, communityId, openIndex, openSealed)
    if (phone === null && known !== undefined) return known
    const wanted = phone === null ? await addAccount(work.db, '微信居民', work.now) : await accountOfPhone(work, phone)
    if (wanted !== known) {
      await bindWeChat(work.db, { communityId, openIndex, openSealed, accountId: wanted, boundAt: work.now })
      work.record({ action: 'account.wechat-bound', subjectId: wanted })
    }
    return wanted
  })
  return { accountId, communityId }
}
