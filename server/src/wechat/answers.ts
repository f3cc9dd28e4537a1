import { Refusal, type ErrorCode } from '@gezhong/shared/errors'
import { z } from 'zod'

/* What WeChat answers, as its documentation says, and what we make of it. Its own sentences never go outside. */

/** Success leaves the code out or says 0; some of its servers write the number as a text. */
const Verdict = z.object({ errcode: z.coerce.number().int().optional() })

const REFUSALS: Readonly<Record<number, ErrorCode>> = {
  40029: 'wechat-code',
  40163: 'wechat-code',
  45011: 'too-many-requests',
  40226: 'wechat-blocked',
}

/** The token is not, or no longer, valid. */
const TOKEN_GONE = new Set([40001, 40014, 42001])

export class TokenGone extends Error {}

/** The answer in the shape that was asked for; everything else is a refusal in our own words. */
export function readAnswer<T>(body: unknown, shape: z.ZodType<T>): T {
  const verdict = Verdict.safeParse(body)
  if (!verdict.success) throw new Refusal('wechat-away')
  const code = verdict.data.errcode ?? 0
  if (TOKEN_GONE.has(code)) throw new TokenGone()
  if (code !== 0) throw new Refusal(REFUSALS[code] ?? 'wechat-away')
  const read = shape.safeParse(body)
  if (!read.success) throw new Refusal('wechat-away')
  return read.data
}

export const Login = z.object({ openid: z.string().min(1).max(128), session_key: z.string() })
export const Token = z.object({ access_token: z.string().min(1), expires_in: z.number().int().positive() })
export const PhoneAnswer = z.object({
  phone_info: z.object({ purePhoneNumber: z.string().min(5).max(20), countryCode: z.coerce.string() }),
})
const TextAnswer = z.object({ result: z.object({ suggest: z.enum(['pass', 'review', 'risky']) }) })

/** What it thinks of a text; or why it has no opinion: too many were asked, or the writer was not in WeChat lately. */
export type TextVerdict = 'pass' | 'review' | 'risky' | 'over-quota' | 'not-seen'

/** The errors that say so; the first is how its older service calls a text risky. */
const TEXT_VERDICTS: Readonly<Record<number, TextVerdict>> = {
  87014: 'risky',
  45009: 'over-quota',
  45011: 'over-quota',
  61010: 'not-seen',
}

export function readTextVerdict(body: unknown): TextVerdict {
  const code = Verdict.safeParse(body).data?.errcode ?? 0
  return TEXT_VERDICTS[code] ?? readAnswer(body, TextAnswer).result.suggest
}

/**
 * What became of a message to somebody who subscribed. A number is the error that WeChat gave for it; `away`: it was not
 * asked; `unsure`: it was asked and gave no answer that can be read, so nobody knows.
 */
export type SendOutcome = 'sent' | 'away' | 'unsure' | number

/** The token's errors are thrown as everywhere; all others are what the caller asks for. */
export function readSendOutcome(body: unknown): SendOutcome {
  const verdict = Verdict.safeParse(body)
  if (!verdict.success) return 'unsure'
  const code = verdict.data.errcode
  if (code === undefined) return 'unsure'
  if (TOKEN_GONE.has(code)) throw new TokenGone()
  return code === 0 ? 'sent' : code
}
