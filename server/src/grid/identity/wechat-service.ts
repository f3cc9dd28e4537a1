import { Refusal } from '@gezhong/shared/errors'
import { uuidv7 } from 'uuidv7'
import { account } from '../../database/tables.ts'
import type { Work } from '../../database/transact.ts'
import type { Vault } from '../../security/vault.ts'
import { announce } from '../../live/fold.ts'
import { roleGrant } from '../team/tables.ts'
import { bindWeChat, findByWeChat, holdWeChat, readHeld, unbindWeChats } from './wechat-queries.ts'

const openIndexOf = (vault: Vault, communityId: string, openId: string): string =>
  vault.fingerprint(communityId, `wechat ${openId}`)

/** How a WeChat stands in the table: found by its index, told to WeChat again by what is sealed. */
export const weChatColumns = (vault: Vault, communityId: string, openId: string) => ({
  openIndex: openIndexOf(vault, communityId, openId),
  openSealed: vault.sealForCommunity(communityId, openId),
})

/** Whoever this WeChat is here; the first time, somebody new of this name. */
export async function accountOfWeChat(work: Work, openId: string, displayName: string): Promise<string> {
  const { openIndex, openSealed } = weChatColumns(work.vault, work.communityId, openId)
  await holdWeChat(work.db, openIndex)
  const known = await findByWeChat(work.db, work.communityId, openIndex)
  if (known !== undefined) return known
  const accountId = uuidv7()
  await work.db.insert(account).values({ id: accountId, displayName, createdAt: work.now })
  const { communityId, now: boundAt } = work
  await bindWeChat(work.db, { communityId, openIndex, openSealed, accountId, boundAt })
  work.record({ action: 'account.wechat-bound', subjectId: accountId })
  return accountId
}

/** Somebody of the team who lives here had an account as a resident: its homes come along, and stay there too. */
async function bringHomes(work: Work, from: string): Promise<void> {
  const { db, communityId, now } = work
  const { accountId } = work.actor
  const held = await readHeld(db, communityId, from, now)
  if (held.some(({ role }) => role !== 'resident'))
    throw new Refusal('already-there', '这个微信绑着另一个工作账号，请先在那边解绑')
  for (const { household_id: householdId } of held) {
    const row = { communityId, id: uuidv7(), accountId, role: 'resident' as const, householdId, validFrom: now }
    const added = await db.insert(roleGrant).values(row).onConflictDoNothing().returning({ id: roleGrant.id })
    if (added.length > 0) work.record({ action: 'home.joined', subjectId: householdId!, detail: '绑定微信' })
  }
  if (held.length > 0) await announce(db, { communityId, endAccount: accountId })
}

/** From now on this WeChat opens the account of whoever asks, and none that was bound before. */
export async function bindMine(work: Work, openId: string): Promise<void> {
  const { db, communityId, now } = work
  const { accountId } = work.actor
  const { openIndex, openSealed } = weChatColumns(work.vault, communityId, openId)
  await holdWeChat(db, openIndex)
  const known = await findByWeChat(db, communityId, openIndex)
  if (known !== undefined && known !== accountId) await work.elevated(() => bringHomes(work, known))
  await unbindWeChats(db, communityId, accountId)
  await bindWeChat(db, { communityId, openIndex, openSealed, accountId, boundAt: now })
  work.record({ action: 'account.wechat-bound', subjectId: accountId })
}

export async function unbindMine(work: Work): Promise<void> {
  const { accountId } = work.actor
  if ((await unbindWeChats(work.db, work.communityId, accountId)) > 0)
    work.record({ action: 'account.wechat-unbound', subjectId: accountId })
}
