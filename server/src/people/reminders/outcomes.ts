import type { ReminderChannel, ReminderProblem, ReminderState } from '@gezhong/shared/people/reminders/contract'
import type { TextOutcome } from '../../sms/sender.ts'
import type { SendOutcome } from '../../wechat/answers.ts'

/** What follows from an outcome. */
export interface Verdict {
  state: Extract<ReminderState, 'sent' | 'failed' | 'queued'>
  problem: ReminderProblem | null
  providerCode: number | null
  /** Whether one cannot know if this attempt arrived. */
  unsure: boolean
  /** Of the sending that WeChat allowed: it is used, it comes back, or all that are left are gone too. */
  quota: 'used' | 'returned' | 'gone'
  /** When it is tried again. Milliseconds. */
  again: number
}

const MINUTE = 60_000
/** Waits between attempts; after the last of them one gives up. */
const WAITS = [1, 3, 10, 30].map((minutes) => minutes * MINUTE)
/** Before what may have arrived is sent a second time. */
const UNSURE_WAIT = 5 * MINUTE

/** The errors that the documentation of `subscribeMessage.send` names, and what they mean for the household. */
const PROBLEMS: Readonly<Record<number, ReminderProblem>> = {
  // Nobody of that id; and the person takes no such messages, or none is left of those they agreed to.
  40003: 'no-target',
  43101: 'no-quota',
  // The template is not ours, a field of it is wrong, the page does not exist.
  40037: 'template',
  47003: 'template',
  41030: 'template',
}

/** The system is busy; too many today; too many this minute. */
const BUSY = new Set([-1, 45009, 45011])

const ended = (state: 'sent' | 'failed', problem: ReminderProblem | null, quota: Verdict['quota']): Verdict => ({
  state,
  problem,
  providerCode: null,
  unsure: false,
  quota,
  again: 0,
})

function later(attempts: number, unsure: boolean): Verdict {
  const wait = WAITS[attempts - 1]
  if (wait === undefined) return { ...ended('failed', 'busy', unsure ? 'used' : 'returned'), unsure }
  return { ...ended('failed', null, 'used'), state: 'queued', unsure, again: wait }
}

/** At most one repeat: what may have arrived twice already is not sent a third time. */
export function afterSilence(wasUnsure: boolean): Verdict {
  if (wasUnsure) return { ...ended('failed', 'unknown', 'used'), unsure: true }
  return { ...ended('failed', null, 'used'), state: 'queued', unsure: true, again: UNSURE_WAIT }
}

/** `attempts` counts this one; `unsure` is of those before. */
export function verdictOn(
  outcome: TextOutcome | SendOutcome,
  { attempts, unsure }: { attempts: number; unsure: boolean },
): Verdict {
  if (outcome === 'sent') return { ...ended('sent', null, 'used'), unsure }
  if (outcome === 'unsure') return afterSilence(unsure)
  if (outcome === 'busy' || outcome === 'away') return later(attempts, unsure)
  if (outcome === 'refused') return { ...ended('failed', 'refused', 'returned'), unsure }
  if (BUSY.has(outcome)) return { ...later(attempts, unsure), providerCode: outcome }
  const problem = PROBLEMS[outcome] ?? 'refused'
  return { ...ended('failed', problem, problem === 'no-quota' ? 'gone' : 'returned'), unsure, providerCode: outcome }
}

/** For the metrics: what WeChat or the gateway said, in few words. */
export const outcomeLabel = (channel: ReminderChannel, outcome: TextOutcome | SendOutcome): string =>
  typeof outcome === 'number' ? (PROBLEMS[outcome] ?? (BUSY.has(outcome) ? 'busy' : `${channel}-error`)) : outcome
