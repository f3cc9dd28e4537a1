import { ROLE_WORDS } from '@gezhong/shared/actor'
import { Refusal } from '@gezhong/shared/errors'
import { INVITATION_HOURS, type Invitation } from '@gezhong/shared/grid/invitations/contract'
import { canAppoint, type Post } from '@gezhong/shared/grid/team/policy'
import { uuidv7 } from 'uuidv7'
import type { Work } from '../../database/transact.ts'
import { refuseNumbers } from '../../security/mask-text.ts'
import { placeOfPost, postWords } from '../team/service.ts'
import { addInvitation, changeOpen, findOpen, readOpen } from './queries.ts'
import { digestOfToken, newToken } from './token.ts'

const expiry = (now: Date) => new Date(now.getTime() + INVITATION_HOURS * 3_600_000)

async function opened(work: Work, id: string): Promise<Invitation> {
  const found = await findOpen(work.db, work.communityId, id)
  if (found === undefined) throw new Refusal('not-found')
  if (!canAppoint(work.actor, found.role, found.gridCode)) throw new Refusal('not-allowed')
  return found
}

export const openInvitations = (work: Work): Promise<Invitation[]> => readOpen(work.db, work.communityId)

interface Wish {
  id: string
  displayName: string
  role: Post
  gridId: string | null
  until?: string | null | undefined
}

async function keep(work: Work, { id, displayName, role, gridId }: Wish, postUntil: Date | null): Promise<string> {
  const { communityId, vault, now } = work
  const token = newToken(communityId)
  await addInvitation(work.db, {
    communityId,
    id,
    displayName,
    role,
    gridId,
    postUntil,
    tokenDigest: digestOfToken(vault, communityId, token),
    invitedBy: work.actor.accountId,
    invitedAt: now,
    expiresAt: expiry(now),
  })
  return token
}

/** Invites to the command post from the server's command line, where nobody is signed in; returns the link's token. */
export async function inviteFromServer(work: Work, displayName: string): Promise<string> {
  refuseNumbers('displayName', displayName)
  const id = uuidv7()
  const token = await keep(work, { id, displayName, role: 'command-post', gridId: null }, null)
  work.record({ action: 'invitation.made', subjectId: id, detail: `${displayName} ${ROLE_WORDS['command-post']}` })
  return token
}

export async function invite(work: Work, wish: Wish): Promise<{ invitation: Invitation; token: string }> {
  await placeOfPost(work, wish.role, wish.gridId)
  refuseNumbers('displayName', wish.displayName)
  const postUntil = wish.until == null ? null : new Date(wish.until)
  if (postUntil !== null && postUntil <= work.now)
    throw new Refusal('not-valid', undefined, [{ path: 'until', message: '结束时间要在现在之后' }])
  const token = await keep(work, wish, postUntil)
  const invitation = await opened(work, wish.id)
  work.record({ action: 'invitation.made', subjectId: wish.id, detail: postWords(invitation) })
  return { invitation, token }
}

/** Whoever makes the link answers for it, also when another had invited first. */
export async function renew(work: Work, id: string): Promise<{ invitation: Invitation; token: string }> {
  await opened(work, id)
  const token = newToken(work.communityId)
  const tokenDigest = digestOfToken(work.vault, work.communityId, token)
  const change = { tokenDigest, expiresAt: expiry(work.now), invitedBy: work.actor.accountId }
  if (!(await changeOpen(work.db, work.communityId, id, change))) throw new Refusal('not-found')
  const invitation = await opened(work, id)
  work.record({ action: 'invitation.renewed', subjectId: id, detail: postWords(invitation) })
  return { invitation, token }
}

export async function callBack(work: Work, id: string): Promise<void> {
  const invitation = await opened(work, id)
  if (!(await changeOpen(work.db, work.communityId, id, { revokedAt: work.now }))) throw new Refusal('not-found')
  work.record({ action: 'invitation.revoked', subjectId: id, detail: postWords(invitation) })
}
