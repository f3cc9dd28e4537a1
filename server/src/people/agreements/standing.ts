import { Refusal } from '@gezhong/shared/errors'
import type { NoticeKind } from '@gezhong/shared/people/agreements/contract'
import { presentVersion } from '@gezhong/shared/people/agreements/notices'
import type { RollQuestion } from '@gezhong/shared/people/rolls/contract'
import type { Work } from '../../database/transact.ts'
import { isSlipAccount } from '../slips/queries.ts'
import { findLastAnswer, holdAnswers, type AgreementRow } from './queries.ts'

/** A slip's account is its household's paper and no person: it is not asked for what only a person can agree to. */
const isPaper = (work: Work): Promise<boolean> =>
  work.elevated(() => isSlipAccount(work.db, work.communityId, work.actor.accountId))

export interface AnswerStanding {
  last: AgreementRow | undefined
  /** Answered in the present version. */
  isAnswered: boolean
  allows: boolean
}

/** How the asker answered a notice, and whether what it is about may be given now. */
export async function standingOf(work: Work, kind: NoticeKind): Promise<AnswerStanding> {
  const last = await findLastAnswer(work.db, work.communityId, work.actor.accountId, kind)
  const isAnswered = last?.version === presentVersion(kind)
  const isGiven = isAnswered && last?.answer === 'given'
  const isFree = !isGiven && kind === 'privacy' && (await isPaper(work))
  return { last, isAnswered: isAnswered || isFree, allows: isGiven || isFree }
}

/** Before a household's own person reports: refused without their agreement, and never for anything else. */
export async function requireAgreement(work: Work, question: RollQuestion): Promise<void> {
  await holdAnswers(work.db, work.communityId, work.actor.accountId, 'to-read')
  if (!(await standingOf(work, 'privacy')).allows) throw new Refusal('privacy-not-agreed')
  if (question === 'who-was-tested' && !(await standingOf(work, 'test-status')).allows)
    throw new Refusal('test-status-not-agreed')
}
