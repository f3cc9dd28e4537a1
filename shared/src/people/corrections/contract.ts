import { z } from 'zod'
import { LEDGER_ROLES } from '../../actor.ts'
import { endpoint, Id, IdParams, Instant, Nothing } from '../../endpoint.ts'
import { optionalText, plainText } from '../../plain-text.ts'
import type { StateTable } from '../../state-table.ts'

/** What of one's own household in the ledger is said to be wrong. */
export const CorrectionAbout = z.enum(['headcount', 'name', 'not-here', 'phone', 'other'])
export type CorrectionAbout = z.infer<typeof CorrectionAbout>
export const ABOUT_WORDS: Record<CorrectionAbout, string> = {
  headcount: '人数不对',
  name: '名字写错了，或不想留名字',
  'not-here': '有人不住在这里',
  phone: '电话不对，或不想留电话',
  other: '别的地方不对',
}

/** `asked` waits for a worker, `taken` is with one; the others are its ends. */
export const CorrectionState = z.enum(['asked', 'taken', 'done', 'refused', 'withdrawn'])
export type CorrectionState = z.infer<typeof CorrectionState>
export const CORRECTION_STATE_WORDS: Record<CorrectionState, string> = {
  asked: '已提出，等网格员',
  taken: '网格员正在办',
  done: '已改好',
  refused: '没有改',
  withdrawn: '自己收回了',
}
export const CORRECTION_NEXT: StateTable<CorrectionState> = {
  asked: ['taken', 'done', 'refused', 'withdrawn'],
  taken: ['done', 'refused', 'withdrawn'],
  done: [],
  refused: [],
  withdrawn: [],
}

/** What one asked for oneself, and what was answered. It never changes the ledger by itself. */
export const OwnCorrection = z.object({
  id: Id,
  householdId: Id,
  about: CorrectionAbout,
  text: z.string(),
  state: CorrectionState,
  /** Why it was refused, or what the worker said to it. */
  reason: z.string(),
  askedAt: Instant,
  decidedAt: Instant.nullable(),
})
export type OwnCorrection = z.infer<typeof OwnCorrection>

/** The same as a case for whoever works in the grid. */
export const Correction = OwnCorrection.omit({ reason: true, decidedAt: true }).extend({
  door: z.string(),
  displayName: z.string(),
  /** Who has taken it over. */
  ownerName: z.string().nullable(),
})
export type Correction = z.infer<typeof Correction>

export const askCorrection = endpoint({
  method: 'POST',
  path: '/api/corrections',
  summary: 'Say what the ledger has wrong about the household I live in; a grid worker looks into it',
  who: ['resident'],
  body: z.object({
    id: Id,
    householdId: Id,
    about: CorrectionAbout,
    text: plainText(200, { least: 2, missing: '请写一句应该是怎样', lines: true }),
  }),
  reply: OwnCorrection,
  errors: ['not-found', 'id-taken', 'too-many-requests'],
})

export const withdrawCorrection = endpoint({
  method: 'POST',
  path: '/api/corrections/:id/withdraw',
  summary: 'Take back what I asked to have corrected, while nobody has decided it',
  who: 'signed-in',
  params: IdParams,
  reply: Nothing,
  errors: ['not-found', 'already-settled'],
})

export const listCorrections = endpoint({
  method: 'GET',
  path: '/api/corrections',
  summary: 'What residents of my scope asked to have corrected and is not decided, oldest first',
  who: LEDGER_ROLES,
  reply: z.object({ corrections: z.array(Correction) }),
})

export const takeCorrection = endpoint({
  method: 'POST',
  path: '/api/corrections/:id/take',
  summary: 'Take a correction over, so that nobody else goes to the same door',
  who: LEDGER_ROLES,
  params: IdParams,
  reply: Nothing,
  errors: ['not-found', 'not-allowed', 'already-settled'],
})

export const settleCorrection = endpoint({
  method: 'POST',
  path: '/api/corrections/:id/settle',
  summary: 'Say that the ledger was corrected, or why it was not; the resident reads the words',
  who: LEDGER_ROLES,
  params: IdParams,
  body: z
    .object({ done: z.boolean(), reason: optionalText(200, { lines: true }).default('') })
    .refine(({ done, reason }) => done || reason.length >= 2, { path: ['reason'], message: '请写明为什么没有改' }),
  reply: Nothing,
  errors: ['not-found', 'not-allowed', 'already-settled'],
})
