import { Refusal } from '@gezhong/shared/errors'
import type { SecondFactorStep } from '@gezhong/shared/grid/identity/contract'
import { SECOND_FACTOR_TRIES } from '@gezhong/shared/grid/second-factor/contract'
import { readGrants } from '../../database/scope-queries.ts'
import { asksSecondFactor } from '../../database/second-factor.ts'
import type { Work } from '../../database/transact.ts'
import { announce } from '../../live/fold.ts'
import { digestOfRecovery, isNumber, newRecoveryCodes, newSecret, plainCode, stepOf, uriOf } from './codes.ts'
import {
  changeSecondFactor,
  findSecondFactor,
  howProven,
  keepPending,
  lockSecondFactor,
  proveSession,
  removeSecondFactor,
  unproveSessions,
  type SecondFactorRow,
} from './queries.ts'

const TRIES_LAST_MS = 15 * 60_000

/** What this session has to do before its posts open anything; null when nothing. */
export async function stepBefore(work: Work, sessionId: string): Promise<SecondFactorStep | null> {
  const { db, communityId, actor, now } = work
  if ((await howProven(db, sessionId)) !== null) return null
  // Asked for anew: an actor who is held back is told of no post.
  if (!asksSecondFactor(await readGrants(db, communityId, actor.accountId, now))) return null
  return (await findSecondFactor(db, communityId, actor.accountId))?.confirmedAt == null ? 'enrol' : 'code'
}

export async function statusOf(work: Work, sessionId: string) {
  const row = await findSecondFactor(work.db, work.communityId, work.actor.accountId)
  return {
    enrolled: row?.confirmedAt != null,
    recoveryCodesLeft: row?.recoveryDigests.length ?? 0,
    step: await stepBefore(work, sessionId),
  }
}

/** Whoever has only the password must not put their own phone in the place of the one that is set up. */
async function refuseUnproven(work: Work, sessionId: string, row: SecondFactorRow | undefined): Promise<void> {
  if (row?.confirmedAt != null && (await howProven(work.db, sessionId)) !== 'passed')
    throw new Refusal('second-factor-needed')
}

export async function begin(work: Work, sessionId: string): Promise<{ key: string; uri: string }> {
  const { db, vault, communityId, actor } = work
  await refuseUnproven(work, sessionId, await findSecondFactor(db, communityId, actor.accountId))
  const secret = newSecret()
  await keepPending(db, communityId, actor.accountId, vault.seal(communityId, secret))
  return { key: secret, uri: uriOf(secret, actor.displayName) }
}

/** How many wrong numbers count still. */
const triesOf = (row: SecondFactorRow, now: Date): number =>
  row.triesSince !== null && now.getTime() - row.triesSince.getTime() < TRIES_LAST_MS ? row.wrongTries : 0

/** Returned, not thrown: the try counts. */
async function wrong(work: Work, row: SecondFactorRow): Promise<Refusal> {
  const tries = triesOf(row, work.now)
  await changeSecondFactor(work.db, work.communityId, row.accountId, {
    wrongTries: tries + 1,
    ...(tries === 0 ? { triesSince: work.now } : {}),
  })
  work.record({ action: 'second-factor.refused', subjectId: row.accountId })
  return new Refusal('wrong-second-factor')
}

const tooMany = () => new Refusal('too-many-requests', '口令错了太多次，请过15分钟再试，或用一个恢复码')

/** Codes to be shown once, and what is kept of them. */
function freshRecovery({ vault, communityId, actor }: Work) {
  const recoveryCodes = newRecoveryCodes()
  const digestOf = (code: string) => digestOfRecovery(vault, communityId, actor.accountId, code)
  return { recoveryCodes, recoveryDigests: recoveryCodes.map(digestOf) }
}

export async function confirm(
  work: Work,
  sessionId: string,
  typed: string,
): Promise<{ recoveryCodes: string[] } | Refusal> {
  const { db, vault, communityId, actor, now } = work
  const row = await lockSecondFactor(db, communityId, actor.accountId)
  if (row === undefined || row.pendingSealed === null) throw new Refusal('not-found')
  await refuseUnproven(work, sessionId, row)
  if (triesOf(row, now) >= SECOND_FACTOR_TRIES) throw tooMany()
  const step = stepOf(vault.open(communityId, row.pendingSealed), plainCode(typed), now)
  if (step === null) return wrong(work, row)
  const { recoveryCodes, recoveryDigests } = freshRecovery(work)
  await changeSecondFactor(db, communityId, actor.accountId, {
    secretSealed: row.pendingSealed,
    pendingSealed: null,
    confirmedAt: now,
    lastStep: step,
    recoveryDigests,
    wrongTries: 0,
    triesSince: null,
  })
  await proveSession(db, sessionId, 'passed')
  work.record({ action: 'second-factor.set', subjectId: actor.accountId })
  return { recoveryCodes }
}

async function passes(work: Work, row: SecondFactorRow, code: string): Promise<Partial<SecondFactorRow> | null> {
  const { vault, communityId, now } = work
  if (isNumber(code)) {
    const step = stepOf(vault.open(communityId, row.secretSealed!), code, now)
    return step === null || step <= row.lastStep ? null : { lastStep: step }
  }
  const digest = digestOfRecovery(vault, communityId, row.accountId, code)
  if (!row.recoveryDigests.includes(digest)) return null
  work.record({ action: 'second-factor.recovered', subjectId: row.accountId })
  return { recoveryDigests: row.recoveryDigests.filter((known) => known !== digest) }
}

export async function prove(
  work: Work,
  sessionId: string,
  typed: string,
): Promise<{ recoveryCodesLeft: number } | Refusal> {
  const { db, communityId, actor, now } = work
  const code = plainCode(typed)
  const row = await lockSecondFactor(db, communityId, actor.accountId)
  if (row === undefined || row.confirmedAt === null) throw new Refusal('not-found')
  // A thief of the password can use up the tries of numbers; who has a recovery code still gets in.
  if (isNumber(code) && triesOf(row, now) >= SECOND_FACTOR_TRIES) throw tooMany()
  const used = await passes(work, row, code)
  if (used === null) return wrong(work, row)
  await changeSecondFactor(db, communityId, actor.accountId, { ...used, wrongTries: 0, triesSince: null })
  await proveSession(db, sessionId, 'passed')
  work.record({ action: 'second-factor.proven', subjectId: actor.accountId })
  return { recoveryCodesLeft: (used.recoveryDigests ?? row.recoveryDigests).length }
}

/** Only for whoever holds the phone: a recovery code that was found makes no others. */
export async function renewRecovery(work: Work, typed: string): Promise<{ recoveryCodes: string[] } | Refusal> {
  const { db, communityId, actor, now } = work
  const code = plainCode(typed)
  const row = await lockSecondFactor(db, communityId, actor.accountId)
  if (row === undefined || row.confirmedAt === null) throw new Refusal('not-found', '还没有设置动态口令')
  if (triesOf(row, now) >= SECOND_FACTOR_TRIES) throw tooMany()
  const used = isNumber(code) ? await passes(work, row, code) : null
  if (used === null) return wrong(work, row)
  const { recoveryCodes, recoveryDigests } = freshRecovery(work)
  const change = { ...used, recoveryDigests, wrongTries: 0, triesSince: null }
  await changeSecondFactor(db, communityId, actor.accountId, change)
  work.record({ action: 'second-factor.renewed', subjectId: actor.accountId })
  return { recoveryCodes }
}

/** For another who has lost phone and codes; one's own is changed, not taken away. */
export async function reset(work: Work, accountId: string): Promise<void> {
  const { db, communityId, actor } = work
  if (accountId === actor.accountId) throw new Refusal('not-allowed', '自己的动态口令请另一位专班成员来重置')
  if (!(await removeSecondFactor(db, communityId, accountId)))
    throw new Refusal('not-found', '这位成员还没有设置动态口令')
  await unproveSessions(db, communityId, accountId)
  work.record({ action: 'second-factor.reset', subjectId: accountId })
  await announce(db, { communityId, endAccount: accountId })
}
