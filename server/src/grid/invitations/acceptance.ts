import { Refusal } from '@gezhong/shared/errors'
import { gridTitle } from '@gezhong/shared/grid/communities/contract'
import { weaknessOf } from '@gezhong/shared/grid/identity/password'
import { canAppoint } from '@gezhong/shared/grid/team/policy'
import { hash } from '@node-rs/argon2'
import { uuidv7 } from 'uuidv7'
import { readGrants } from '../../database/scope-queries.ts'
import { SYSTEM_ACCOUNT, transactAsSystem, type Kernel, type Work } from '../../database/transact.ts'
import { maskText } from '../../security/mask-text.ts'
import { findGrid, readCommunity } from '../communities/queries.ts'
import type { Entrant } from '../identity/queries.ts'
import { accountOfWeChat } from '../identity/wechat-service.ts'
import { givePost, postWords } from '../team/service.ts'
import {
  addNamedAccount,
  addPassword,
  findByToken,
  hasPost,
  nameOf,
  renameAccount,
  takeInvitation,
  type InvitationRow,
} from './queries.ts'
import { communityOf, digestOfToken } from './token.ts'

const gone = () => new Refusal('invitation-gone')

/** An invitation is worth what the one who made it may still give; who runs the server gives the first one. */
async function refuseSpent(work: Work, row: InvitationRow): Promise<void> {
  const { accountId: _, ...rest } = work.actor
  const isFromServer = row.invitedBy === SYSTEM_ACCOUNT
  const grants = await readGrants(work.db, work.communityId, row.invitedBy, work.now)
  const grid = row.gridId === null ? undefined : await findGrid(work.db, work.communityId, row.gridId)
  const isThere = row.gridId === null || grid !== undefined
  const isOver = row.postUntil !== null && row.postUntil <= work.now
  const inviter = { ...rest, accountId: row.invitedBy, grants }
  const mayGive = isFromServer || canAppoint(inviter, row.role, grid?.code ?? null)
  if (!isThere || isOver || !mayGive) throw gone()
}

async function placeWords(work: Work, gridId: string | null): Promise<string> {
  const grid = gridId === null ? undefined : await findGrid(work.db, work.communityId, gridId)
  return grid === undefined ? '全村' : maskText(gridTitle(grid))
}

export async function lookAt(kernel: Kernel, token: string, closed: readonly string[]) {
  const communityId = await communityOf(kernel, token, closed)
  if (communityId === null) throw gone()
  return transactAsSystem(kernel, communityId, async (work) => {
    const digest = digestOfToken(work.vault, communityId, token)
    const row = await findByToken(work.db, communityId, digest, work.now)
    if (row === undefined) throw gone()
    await refuseSpent(work, row)
    const community = await readCommunity(work.db, communityId)
    return {
      displayName: row.displayName,
      role: row.role,
      place: await placeWords(work, row.gridId),
      name: maskText(community?.name ?? ''),
      byName: await nameOf(work.db, row.invitedBy),
      until: row.postUntil?.toISOString() ?? null,
      expiresAt: row.expiresAt.toISOString(),
    }
  })
}

/** Uses the link up and gives the post to this account, in the transaction of whoever brings it. */
async function take(work: Work, token: string, accountId: string): Promise<InvitationRow> {
  const digest = digestOfToken(work.vault, work.communityId, token)
  const row = await takeInvitation(work.db, work.communityId, digest, accountId, work.now)
  if (row === undefined) throw gone()
  await refuseSpent(work, row)
  return row
}

async function giveInvited(work: Work, row: InvitationRow, accountId: string): Promise<void> {
  const { role, gridId, postUntil } = row
  const post = await givePost(work, { id: uuidv7(), accountId, role, gridId, until: postUntil?.toISOString() ?? null })
  work.record({ action: 'invitation.accepted', subjectId: accountId, detail: postWords(post) })
}

/** Somebody who is here already keeps their account; one who was only a resident is now called as invited. */
async function giveToKnown(work: Work, row: InvitationRow, accountId: string): Promise<void> {
  if (!(await hasPost(work.db, work.communityId, accountId))) await renameAccount(work.db, accountId, row.displayName)
  await giveInvited(work, row, accountId)
}

export async function acceptMyself(work: Work, token: string): Promise<void> {
  const { accountId } = work.actor
  await work.elevated(async () => giveToKnown(work, await take(work, token, accountId), accountId))
}

interface Newcomer {
  name: string
  password: string
}

export async function acceptWithPassword(
  kernel: Kernel,
  token: string,
  { name, password }: Newcomer,
  closed: readonly string[],
): Promise<Entrant> {
  // Before the work of a hash: it is for those who hold a link.
  const { displayName } = await lookAt(kernel, token, closed)
  const problem = weaknessOf(password, [name, displayName])
  if (problem !== null) throw new Refusal('weak-password', problem, [{ path: 'password', message: problem }])
  const communityId = (await communityOf(kernel, token, closed))!
  const accountId = uuidv7()
  const hashed = await hash(password)
  const accept = async (work: Work): Promise<void> => {
    const row = await take(work, token, accountId)
    await addNamedAccount(work.db, accountId, row.displayName, work.now)
    const added = await addPassword(work.db, { accountId, communityId, name, hash: hashed, changedAt: work.now })
    if (!added) {
      const message = '这个登录名有人用了，请加上网格号或换一个'
      throw new Refusal('already-there', message, [{ path: 'name', message }])
    }
    await giveInvited(work, row, accountId)
  }
  await transactAsSystem(kernel, communityId, accept, accountId)
  return { accountId, communityId }
}

export async function acceptWithWeChat(
  kernel: Kernel,
  token: string,
  readOpenId: () => Promise<string>,
  closed: readonly string[],
): Promise<Entrant> {
  const { displayName } = await lookAt(kernel, token, closed)
  const communityId = (await communityOf(kernel, token, closed))!
  const openId = await readOpenId()
  const accountId = await transactAsSystem(kernel, communityId, async (work) => {
    const known = await accountOfWeChat(work, openId, displayName)
    await giveToKnown(work, await take(work, token, known), known)
    return known
  })
  return { accountId, communityId }
}
