import { Refusal } from '@gezhong/shared/errors'
import { hash, verify } from '@node-rs/argon2'
import type { Work } from '../../database/transact.ts'
import { weaknessOf } from '@gezhong/shared/grid/identity/password'
import { readCommunity } from '../communities/queries.ts'
import type { SlowDown } from '../identity/slow-down.ts'
import { findOwnPassword, setPassword } from './queries.ts'

/** Refuses unless this is the password of the one who asks. Wrong tries slow down this session and no other. */
export async function provePassword(work: Work, slowDown: SlowDown, sessionId: string, password: string) {
  const own = await findOwnPassword(work.db, work.actor.accountId)
  if (own === undefined) throw new Refusal('not-found', '这个账号没有密码')
  const asked = { name: own.name, address: '', device: `session ${sessionId}` }
  slowDown.begin(asked, work.now.getTime())
  if (!(await verify(own.hash, password).catch(() => false))) throw new Refusal('wrong-password')
  slowDown.forgive(asked)
  return own
}

export async function replacePassword(work: Work, ownName: string, next: string): Promise<void> {
  const community = await readCommunity(work.db, work.communityId)
  const about = [ownName, work.actor.displayName, community?.name ?? '', ...(community?.placeNames ?? [])]
  const weakness = weaknessOf(next, about)
  if (weakness !== null) throw new Refusal('weak-password', weakness, [{ path: 'next', message: weakness }])
  await setPassword(work.db, work.actor.accountId, await hash(next), work.now)
  work.record({ action: 'password.changed', subjectId: work.actor.accountId })
}
