import { Refusal } from '@gezhong/shared/errors'
import { maskPhone } from '@gezhong/shared/people/phone'
import type { Work } from '../../database/transact.ts'
import { endSessionsOfAccount } from '../../grid/sessions/queries.ts'
import { holdsPost } from '../../grid/team/queries.ts'
import { announce } from '../../live/fold.ts'
import { findByPhone, findPhoneOf, holdPhone, replacePhone } from '../resident-sign-in/queries.ts'
import { proveCode } from '../resident-sign-in/service.ts'
import { isSlipAccount } from '../slips/queries.ts'

interface Asked {
  phone: string
  code: string
  deviceId: string
  address: string
  sessionId: string
}

/** Whoever works here signs in as they were invited to, unless they have come by phone before. */
async function refuseIfNotTheirs(work: Work): Promise<void> {
  const { db, communityId, actor } = work
  const [slip, post] = await work.elevated(async () => [
    await isSlipAccount(db, communityId, actor.accountId),
    await holdsPost(db, communityId, actor.accountId),
  ])
  if (slip) throw new Refusal('not-allowed', '凭纸条进来的没有手机号可改，请退出后用手机号登录')
  if (post && (await findPhoneOf(db, communityId, actor.accountId)) === undefined)
    throw new Refusal('not-allowed', '您担任着职务，登录方式请找专班改')
}

/** A wrong code is returned, not thrown: its try counts. Other devices sign in anew, by the new number. */
export async function changePhone(work: Work, asked: Asked): Promise<{ phonesMasked: string[] } | Refusal> {
  const { db, communityId, actor, now, vault } = work
  await refuseIfNotTheirs(work)
  const { phone, deviceId, address } = asked
  if (!(await proveCode(work, { communityId, phone, deviceId, address }, asked.code)))
    return new Refusal('wrong-sms-code')
  const phoneIndex = vault.phoneIndex(communityId, phone)
  await holdPhone(db, phoneIndex)
  const holder = await findByPhone(db, communityId, phoneIndex)
  if (holder !== undefined && holder.accountId !== actor.accountId)
    return new Refusal('already-there', '这个号码已经有自己的账号，请退出后用它登录')
  const row = { communityId, accountId: actor.accountId, phoneIndex, verifiedAt: now }
  await replacePhone(db, { ...row, phoneSealed: vault.seal(communityId, phone) })
  const whose = { communityId, accountId: actor.accountId, except: asked.sessionId }
  for (const endSession of await endSessionsOfAccount(db, whose, now)) await announce(db, { communityId, endSession })
  work.record({ action: 'account.phone-changed', subjectId: actor.accountId, detail: maskPhone(phone) })
  return { phonesMasked: [maskPhone(phone)] }
}
