import { answerNotice, listNotices, type MyNotice, type NoticeKind } from '@gezhong/shared/people/agreements/contract'
import { myHouseholds } from '@gezhong/shared/people/reports/contract'
import { call } from '../../platform/api.ts'
import { outdate, queries } from '../../platform/queries.ts'
import { inBrowser } from '../../platform/target.ts'
import { useRead } from '../../platform/use-read.ts'
import { useWrite } from '../../platform/use-write.ts'

/** The notices with my answers; kept, so that nobody is asked again for want of a network. */
export const useNotices = (when = true) => useRead(listNotices, {}, { keep: true, when })

/** One of them; undefined while it is not known, which keeps nobody from anything. */
export const useNotice = (kind: NoticeKind, when = true): MyNotice | undefined =>
  useNotices(when).data?.notices.find((notice) => notice.kind === kind)

/** Answers a notice; the screens have the new answer before this ends. */
export const useAnswering = ({ kind, version }: Pick<MyNotice, 'kind' | 'version'>) =>
  useWrite(async (agreed: boolean, key) => {
    const body = { version, agreed, via: inBrowser ? ('browser' as const) : ('wechat' as const) }
    const answered = await call(answerNotice, { params: { kind }, body, idempotencyKey: key })
    await queries.invalidateQueries({ queryKey: [listNotices.path] })
    outdate(myHouseholds)
    return answered
  })
