import { answerNotice, listNotices, type MyNotice, type NoticeKind } from '@gezhong/shared/people/agreements/contract'
import { answersForOneself } from '@gezhong/shared/people/agreements/policy'
import { myHouseholds } from '@gezhong/shared/people/reports/contract'
import type { RollQuestion } from '@gezhong/shared/people/rolls/contract'
import { call } from '../../platform/api.ts'
import { outdate, queries } from '../../platform/queries.ts'
import { useActor } from '../../platform/session.ts'
import { inBrowser } from '../../platform/target.ts'
import { useRead } from '../../platform/use-read.ts'
import { useWrite } from '../../platform/use-write.ts'

/** The notices with my answers; kept, so that nobody is asked again for want of a network. */
export const useNotices = (when = true) => useRead(listNotices, {}, { keep: true, when })

/** One of them; undefined while it is not known, which keeps nobody from anything. */
export const useNotice = (kind: NoticeKind, when = true): MyNotice | undefined =>
  useNotices(when).data?.notices.find((notice) => notice.kind === kind)

/**
 * What I have to agree to before I answer this question for my own household: that anything is kept, and separately that
 * a test is. None when nothing is in the way, and for whoever holds a post.
 */
export function useToAgreeTo(question: RollQuestion | undefined): MyNotice[] {
  const actor = useActor()
  const { data } = useNotices(actor !== null && answersForOneself(actor))
  if (actor === null || !answersForOneself(actor)) return []
  const asked = ({ kind }: MyNotice) => kind === 'privacy' || question === 'who-was-tested'
  return (data?.notices ?? []).filter((notice) => !notice.allows && asked(notice))
}

/** Answers a notice; the screens have the new answer before this ends. */
export const useAnswering = ({ kind, version }: Pick<MyNotice, 'kind' | 'version'>) =>
  useWrite(async (agreed: boolean, key) => {
    const body = { version, agreed, via: inBrowser ? ('browser' as const) : ('wechat' as const) }
    const answered = await call(answerNotice, { params: { kind }, body, idempotencyKey: key })
    await queries.invalidateQueries({ queryKey: [listNotices.path] })
    outdate(myHouseholds)
    return answered
  })
