import { z } from 'zod'
import { endpoint, Instant } from '../../endpoint.ts'

/** `privacy`: what is kept of a household at all; `test-status`: whether somebody was tested, a sensitive item. */
export const NoticeKind = z.enum(['privacy', 'test-status'])
export type NoticeKind = z.infer<typeof NoticeKind>
export const NOTICE_TITLES: Record<NoticeKind, string> = {
  privacy: '个人信息告知书',
  'test-status': '检测情况单独同意书',
}

/** `declined`: asked and not given; `withdrawn`: given before, taken back. */
export const AgreementAnswer = z.enum(['given', 'declined', 'withdrawn'])
export type AgreementAnswer = z.infer<typeof AgreementAnswer>
export const ANSWER_WORDS: Record<AgreementAnswer, string> = {
  given: '已同意',
  declined: '没有同意',
  withdrawn: '已收回',
}

/** On which page it was answered. */
export const AgreementVia = z.enum(['wechat', 'browser'])
export type AgreementVia = z.infer<typeof AgreementVia>

/** A notice as people read it. The text is the system's own; only the community's name and office stand in it. */
export const Notice = z.object({
  kind: NoticeKind,
  /** Grows whenever something in the text means something else; an agreement is to one version. */
  version: z.number().int(),
  /** Civil day since which the version holds. */
  day: z.iso.date(),
  title: z.string(),
  parts: z.array(z.object({ heading: z.string(), lines: z.array(z.string()) })),
  /** What whoever does not agree cannot do, and what goes on all the same. */
  stops: z.string(),
  goesOn: z.string(),
  /** What withdrawing does with what was given before. */
  withdrawing: z.string(),
})
export type Notice = z.infer<typeof Notice>

/** A notice with how the asker answered it. */
export const MyNotice = Notice.extend({
  answer: AgreementAnswer.nullable(),
  answeredVersion: z.number().int().nullable(),
  answeredAt: Instant.nullable(),
  /** To be put before the asker: not answered yet, or answered in an older version. Never to somebody with a post. */
  asks: z.boolean(),
  /** What the notice is about may be given by the asker for their own household now. */
  allows: z.boolean(),
})
export type MyNotice = z.infer<typeof MyNotice>

/** Where people ask about their data; both empty while nobody has written it down. */
export const Office = z.object({ place: z.string(), officePhone: z.string() })
export type Office = z.infer<typeof Office>

export const listNotices = endpoint({
  method: 'GET',
  path: '/api/notices',
  summary: 'The notices in their present version, with what I answered; readable also by whoever is not asked',
  who: 'signed-in',
  reply: z.object({ notices: z.array(MyNotice), office: Office }),
})

export const answerNotice = endpoint({
  method: 'POST',
  path: '/api/notices/:kind/answer',
  summary: 'Agree to a notice, or not; not agreeing after having agreed withdraws, at once, with what it entails',
  who: 'signed-in',
  params: z.object({ kind: NoticeKind }),
  body: z.object({
    /** The version that was read; only the present one can be answered. */
    version: z.number().int().min(1),
    agreed: z.boolean(),
    via: AgreementVia,
  }),
  reply: MyNotice,
  errors: ['notice-outdated'],
})

/** Among the accounts that are bound to a household now; the four add up to `bound`. */
export const AgreementShare = z.object({
  kind: NoticeKind,
  version: z.number().int(),
  bound: z.number().int(),
  /** To the present version. */
  given: z.number().int(),
  declined: z.number().int(),
  withdrawn: z.number().int(),
  /** Not answered, or only an older version. */
  unanswered: z.number().int(),
})
export type AgreementShare = z.infer<typeof AgreementShare>

export const agreementShares = endpoint({
  method: 'GET',
  path: '/api/notices/shares',
  summary: 'How many of the residents’ accounts agreed, over the whole community: numbers, and nobody’s answer',
  who: ['grid-lead', 'command-post'],
  reply: z.object({ shares: z.array(AgreementShare) }),
})
