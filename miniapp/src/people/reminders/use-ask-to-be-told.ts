import { keepSubscriptions, readSubscriptions, SubscribeAnswer } from '@gezhong/shared/people/reminders/contract'
import { z } from 'zod'
import { call } from '../../platform/api.ts'
import { outdate } from '../../platform/queries.ts'
import { randomId } from '../../platform/random-id.ts'
import { kept } from '../../platform/storage.ts'
import { askToSubscribe } from '../../platform/subscribe.ts'
import { inBrowser } from '../../platform/target.ts'
import { useRead } from '../../platform/use-read.ts'

/** So many messages kept ready are enough: nobody is asked for more. */
const ENOUGH = 2
/** Who refused is left in peace. Milliseconds. */
const PEACE = 24 * 3_600_000

/** When somebody refused last. */
const refusal = kept('reminders-refused', 1, z.number())

const inPeace = (): boolean => Date.now() - (refusal.read() ?? 0) < PEACE

async function ask(templateIds: readonly string[]): Promise<void> {
  const said = await askToSubscribe(templateIds)
  const answers = templateIds.flatMap((templateId) => {
    const answer = SubscribeAnswer.safeParse(said[templateId]).data
    return answer === undefined ? [] : [{ templateId, answer }]
  })
  const accepted = answers.filter(({ answer }) => answer.startsWith('accept'))
  if (accepted.length === 0) refusal.write(Date.now())
  else {
    await call(keepSubscriptions, { body: { answers }, idempotencyKey: await randomId() })
    outdate(readSubscriptions)
  }
}

/**
 * Asks, inside WeChat, whether one may be reminded there: call it in a tap that has done something, and go on when it is
 * done. It asks only who has few messages left and has not just refused; elsewhere, and when anything fails, it does nothing.
 */
export function useAskToBeTold(when = true): () => Promise<void> {
  const { data } = useRead(readSubscriptions, {}, { when: when && !inBrowser })
  return async () => {
    const wanted = (data?.templates ?? []).filter(({ left }) => left < ENOUGH).map(({ templateId }) => templateId)
    if (inBrowser || !when || wanted.length === 0 || inPeace()) return
    await ask(wanted).catch(() => undefined)
  }
}
