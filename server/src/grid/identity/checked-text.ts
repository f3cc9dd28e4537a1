import type { Endpoint } from '@gezhong/shared/endpoint'
import { Refusal } from '@gezhong/shared/errors'
import type { Work } from '../../database/transact.ts'
import { routeAfter, type Handler, type Input, type Route } from '../../http/serve.ts'
import { maskText } from '../../security/mask-text.ts'
import type { TextVerdict } from '../../wechat/answers.ts'
import type { WeChat } from '../../wechat/client.ts'
import { findOpenId } from './wechat-queries.ts'

/*
 * What somebody who enters by WeChat writes for others to read is put before WeChat first: what residents write, and what
 * staff write that residents read. What goes from staff to staff alone, also pasted chains, is not. Only what it calls risky is
 * refused: a doubt, a quota that is used up or a service that is away must keep nobody from reporting.
 */

/** Waited for no longer, token and all. Milliseconds. */
const PATIENCE = 2000

export type Judged = TextVerdict | 'away'

/** Refuses a risky text. */
export type TextCheck = (text: string, openId: string) => Promise<void>

async function judge(weChat: WeChat, text: string, openId: string, patience: number): Promise<Judged> {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<'away'>((resolve) => {
    timer = setTimeout(resolve, patience, 'away')
  })
  const asked = weChat.checkText(text, openId).catch(() => 'away' as const)
  return Promise.race([asked, tooLate]).finally(() => clearTimeout(timer))
}

/** `note` is told each verdict, and nothing else. */
export function createTextCheck(weChat: WeChat, note: (verdict: Judged) => void, patience = PATIENCE): TextCheck {
  return async (text, openId) => {
    const verdict = await judge(weChat, text, openId, patience)
    note(verdict)
    if (verdict === 'risky') throw new Refusal('text-refused')
  }
}

/** Phone numbers are nothing that WeChat has to read. Null when there is no text, or nobody that WeChat knows. */
async function askable(work: Work, written: string): Promise<{ text: string; openId: string } | null> {
  if (written.trim() === '') return null
  const sealed = await findOpenId(work.db, work.communityId, work.actor.accountId)
  if (sealed === null) return null
  return { text: maskText(written), openId: work.vault.openForCommunity(work.communityId, sealed) }
}

/** A route whose text is checked ahead of its transaction; null where WeChat is not configured. */
export function checkedRoute<E extends Endpoint>(
  endpoint: E,
  check: TextCheck | null,
  textOf: (input: Input<E>) => string,
  handler: Handler<E>,
): Route {
  return routeAfter(
    endpoint,
    async (look) => {
      if (check === null) return
      const asked = await look((work, input) => askable(work, textOf(input)))
      if (asked !== null) await check(asked.text, asked.openId)
    },
    handler,
  )
}
