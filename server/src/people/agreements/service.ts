import { Refusal } from '@gezhong/shared/errors'
import {
  NoticeKind,
  type AgreementAnswer,
  type AgreementShare,
  type AgreementVia,
  type MyNotice,
  type Notice,
} from '@gezhong/shared/people/agreements/contract'
import { noticeOf } from '@gezhong/shared/people/agreements/notices'
import { answersForOneself } from '@gezhong/shared/people/agreements/policy'
import type { Work } from '../../database/transact.ts'
import { readCommunity } from '../../grid/communities/queries.ts'
import { forgetOwnPhotos, takeBackOwnTests } from '../antigen/forget.ts'
import { blankOwnWords, takeBackTested } from '../reports/withdrawn-agreement.ts'
import { addAnswer, countAnswers, holdAnswers } from './queries.ts'
import { standingOf } from './standing.ts'

/** The notices in their present version, and the office they name. */
async function presentNotices(work: Work) {
  const community = await readCommunity(work.db, work.communityId)
  const office = { place: community?.officePlace ?? '', officePhone: community?.officePhone ?? '' }
  const of = (kind: NoticeKind): Notice => noticeOf(kind, community?.name ?? '', office)
  return { office, of }
}

async function withMyAnswer(work: Work, notice: Notice): Promise<MyNotice> {
  const { last, isAnswered, allows } = await standingOf(work, notice.kind)
  return {
    ...notice,
    answer: last?.answer ?? null,
    answeredVersion: last?.version ?? null,
    answeredAt: last?.at.toISOString() ?? null,
    asks: !isAnswered && answersForOneself(work.actor),
    allows,
  }
}

export async function myNotices(work: Work) {
  const { office, of } = await presentNotices(work)
  const notices: MyNotice[] = []
  for (const kind of NoticeKind.options) notices.push(await withMyAnswer(work, of(kind)))
  return { notices, office }
}

/** What withdrawing a notice's agreement does, in the same moment; returns in words how much. */
async function withdraw(work: Work, kind: NoticeKind): Promise<string> {
  if (kind === 'privacy') {
    const photos = await work.elevated(() => forgetOwnPhotos(work))
    return `抹去${await blankOwnWords(work)}条上报里的电话和说明，${photos}张自测照片`
  }
  const tests = await work.elevated(() => takeBackOwnTests(work))
  return `撤掉${await takeBackTested(work)}条自己报的检测人数，${tests}次自测`
}

interface Given {
  version: number
  agreed: boolean
  via: AgreementVia
}

export async function answer(work: Work, kind: NoticeKind, { version, agreed, via }: Given): Promise<MyNotice> {
  const { db, communityId, actor, now } = work
  const notice = (await presentNotices(work)).of(kind)
  if (version !== notice.version) throw new Refusal('notice-outdated')
  await holdAnswers(db, communityId, actor.accountId, 'to-answer')
  const { last } = await standingOf(work, kind)
  const hadGiven = last?.answer === 'given'
  const next: AgreementAnswer = agreed ? 'given' : hadGiven ? 'withdrawn' : 'declined'
  const isSame = last?.version === version && (last.answer === 'given') === agreed
  if (isSame) return withMyAnswer(work, notice)
  const turn = (last?.turn ?? 0) + 1
  await addAnswer(db, { communityId, accountId: actor.accountId, kind, turn, version, answer: next, via, at: now })
  const effect = next === 'withdrawn' ? `，${await withdraw(work, kind)}` : ''
  work.record({
    action: `agreement.${next}`,
    subjectId: actor.accountId,
    detail: `${notice.title}第${version}版${effect}`,
  })
  return withMyAnswer(work, notice)
}

/** Counted by the system's own bookkeeping: a reply has the sums, and who answered what is nobody's to read. */
export async function shares(work: Work): Promise<AgreementShare[]> {
  const { of } = await presentNotices(work)
  const found: AgreementShare[] = []
  for (const kind of NoticeKind.options) {
    const { version } = of(kind)
    const counts = await work.elevated(() => countAnswers(work.db, work.communityId, kind, version, work.now))
    const [given, declined, withdrawn, unanswered] = (['given', 'declined', 'withdrawn', null] as const).map(
      (one) => counts.get(one) ?? 0,
    ) as [number, number, number, number]
    found.push({
      kind,
      version,
      bound: given + declined + withdrawn + unanswered,
      given,
      declined,
      withdrawn,
      unanswered,
    })
  }
  return found
}
