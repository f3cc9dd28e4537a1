import type { NumberReading } from '../number-reading.ts'
import type { DoorKey } from '../door.ts'
import type { DoorMention } from './door-mentions.ts'
import type { Reason } from './reasons.ts'
import { resolveDoor } from './resolve-door.ts'
import type { DoorContext, ResolvedDoor } from './resolve-door.ts'

export type DoorChoice = {
  readonly door: DoorKey | null
  readonly candidates: readonly DoorKey[]
  readonly reasons: readonly Reason[]
  readonly exists: boolean
  /** A number at the end of the written door that is the headcount after all (`12号-3-138…`). */
  readonly spare: number | null
  /** Several numbers share one 号 (`32、33号`): other bare numbers are doors, not people. */
  readonly listed: boolean
}

type Question = {
  readonly mentions: readonly DoorMention[]
  readonly bare: readonly number[]
  readonly countStated: boolean
  readonly phones: readonly string[]
  readonly text: string
  readonly context: DoorContext
}

export const LARGEST_SPARE = 20
/** `32、33号` and `501、502`: several doors share one word. A small number behind, with no other headcount, is people. */
const LIST_BEFORE = /(?:^|\D)\d{1,4}[ ]?[、,&和与跟及][ ]?$/
const LIST_AFTER =
  /^[ ]?(?:[、&及]|[和与跟](?=[ ]?\d+号?(?:$|[\s,，。\uE000-\uE00F])))[ ]?(之?)(\d{1,4})(?![\d人口位个]|[ ]?[人口位个+])[ ]?(号|[、&和与及]\d{1,4}(?!\d))?/

/** `601-602`: the rooms from one to another. */
const ROOMS_AFTER = /^(?:室|房)?[ ]?[-~至到/][ ]?\d{3,4}(?!\d)/

function goesOnListing(text: string, countStated: boolean): boolean {
  if (ROOMS_AFTER.test(text)) return true
  const match = LIST_AFTER.exec(text)
  if (match === null) return false
  return match[1] !== '' || match[3] !== undefined || countStated || Number(match[2]) > LARGEST_SPARE
}

export function choiceOf(resolved: ResolvedDoor, spare: number | null = null): DoorChoice {
  return {
    door: resolved.door,
    candidates: resolved.candidates,
    reasons: resolved.reasons,
    exists: resolved.exists,
    spare,
    listed: false,
  }
}

export function unclear(candidates: readonly (DoorKey | null)[], reason: Reason, listed = false): DoorChoice {
  return {
    door: null,
    candidates: [...new Set(candidates.filter((door) => door !== null))],
    reasons: [reason],
    exists: false,
    spare: null,
    listed,
  }
}

/** The number that the longer extent has and the shorter one leaves: the last one written. */
function spareOf(mention: DoorMention, text: string, shorterEnd: number): number | null {
  const first = mention.extents[0]
  if (first === undefined) return null
  const match = /^[ \t]*[-/.~_ \t][ \t]*(\d{1,2})$/.exec(text.slice(shorterEnd, first.end))
  const value = match === null ? null : Number(match[1])
  return value !== null && value > 0 && value <= LARGEST_SPARE ? value : null
}

/** One mention: its longest extent, or a shorter one when the ledger or the phone speaks for that. */
function resolveMention(mention: DoorMention, question: Question): DoorChoice {
  const { phones, context, text } = question
  if (mention.extents[0]?.tentative === true) return resolveTentative(mention, question)
  const longest = mention.extents[0] as { end: number; readings: readonly NumberReading[] }
  const whole = resolveDoor(longest.readings, mention.area, phones, context)
  const shorter = shorterReadings(mention, text)
  if (question.countStated || question.bare.length > 0 || shorter === null) {
    const bareEnd = mention.extents.find((extent) => !extent.weak && extent !== mention.extents[0])
    if (!whole.exists && mention.extents[0]?.weak === true && bareEnd !== undefined)
      return choiceOf(resolveDoor(bareEnd.readings, mention.area, phones, context))
    return choiceOf(whole)
  }
  const part = resolveDoor(shorter.readings, mention.area, phones, context)
  if (!part.exists && part.candidates.length === 0) return choiceOf(whole)
  if (whole.byPhone && !part.byPhone) return choiceOf(whole)
  if (part.byPhone && !whole.byPhone) return choiceOf(part, shorter.spare)
  if (whole.exists || whole.candidates.length > 0) {
    const dashed = /^[ \t]*[-/+|,][ \t]*$/.test(text.slice(longest.end, longest.end + 1)) && phones.length > 0
    return dashed && part.exists
      ? unclear([whole.door, part.door, ...whole.candidates], 'door-unclear')
      : choiceOf(whole)
  }
  if (text[longest.end] === '-' || text[longest.end] === '/') return choiceOf(part, shorter.spare)
  return unclear([whole.door, part.door, ...part.candidates], 'door-unclear')
}

/** Extents that count only when the ledger has them; one that is certain comes after them. */
function resolveTentative(mention: DoorMention, question: Question): DoorChoice {
  const tentative = mention.extents.filter((extent) => extent.tentative === true)
  const resolved = tentative.map((extent) =>
    resolveDoor(extent.readings, mention.area, question.phones, question.context),
  )
  const existing = resolved.filter((one) => one.exists || one.candidates.length > 0)
  if (existing.length === 1) return choiceOf(existing[0] as ResolvedDoor)
  const certain = mention.extents.filter((extent) => extent.tentative !== true)
  if (existing.length > 1 || certain.length === 0)
    return unclear(
      existing.flatMap((one) => [one.door, ...one.candidates]),
      'door-unclear',
    )
  return resolveMention({ ...mention, extents: certain, end: (certain[0] as { end: number }).end }, question)
}

/** The mention without its last number, which is then the headcount; null when it cannot be one. */
function shorterReadings(
  mention: DoorMention,
  text: string,
): { readings: readonly NumberReading[]; spare: number } | null {
  const longest = mention.extents[0] as { end: number; readings: readonly NumberReading[] }
  const next = mention.extents.find((extent) => extent.end < longest.end)
  if (next !== undefined) {
    const spare = spareOf(mention, text, next.end)
    return spare === null ? null : { readings: next.readings, spare }
  }
  const pair = /^(\d{1,4})[ \t]?[-/.~_][ \t]?(\d{1,2})$/.exec(text.slice(mention.numberStart, longest.end))
  if (pair === null || Number(pair[2]) === 0 || Number(pair[2]) > LARGEST_SPARE) return null
  const plate = String(Number(pair[1]))
  return { readings: [{ plate }, { room: plate }], spare: Number(pair[2]) }
}

/** The parts of one door written apart: `3栋 老王 501室`. */
function joined(mentions: readonly DoorMention[], question: Question): ResolvedDoor | null {
  if (mentions.length !== 2) return null
  const [left, right] = mentions as [DoorMention, DoorMention]
  const [first, second] = [left.extents[0]?.readings[0], right.extents[0]?.readings[0]]
  if (first === undefined || second === undefined || second.plate !== undefined || right.area.kind !== 'none')
    return null
  if (Object.keys(first).some((part) => part in second)) return null
  const resolved = resolveDoor([{ ...first, ...second }], left.area, question.phones, question.context)
  return resolved.exists ? resolved : null
}

/** The door of a line from the places that read as one. Null when there is no such place. */
export function chooseDoor(question: Question): DoorChoice | null {
  let mentions = question.mentions.filter((mention) => !mention.weak)
  if (mentions.length === 0) return fromWeak(question)
  const own = mentions.filter((mention) => !mention.elsewhere)
  if (own.length > 0) mentions = own
  const together = joined(mentions, question)
  if (together !== null) return choiceOf(together)
  const choices = mentions.map((mention) => resolveMention(mention, question))
  const listed = mentions.some(
    (mention) =>
      LIST_BEFORE.test(question.text.slice(Math.max(0, mention.numberStart - 8), mention.numberStart)) ||
      goesOnListing(question.text.slice(mention.end, mention.end + 14), question.countStated),
  )
  if (listed)
    return unclear(
      choices.flatMap((choice) => [choice.door, ...choice.candidates]),
      'several-doors',
      true,
    )
  const first = choices[0] as DoorChoice
  if (choices.length === 1) return first
  const doors = new Set(choices.flatMap((choice) => (choice.door === null ? choice.candidates : [choice.door])))
  if (doors.size <= 1) return choices.find((choice) => choice.door !== null) ?? first
  const owners = new Set(
    question.phones
      .flatMap((phone) => question.context.ledger?.householdsOfPhone(phone) ?? [])
      .map((household) => household.door),
  )
  const confirmed = choices.filter((choice) => choice.door !== null && owners.has(choice.door))
  if (new Set(confirmed.map((choice) => choice.door)).size === 1)
    return { ...(confirmed[0] as DoorChoice), reasons: ['several-doors', 'door-by-phone'] }
  return unclear([...doors], 'several-doors')
}

/** Whether the ledger has a household at a place that alone does not show to be a door. */
export function isInLedger(mention: DoorMention, phones: readonly string[], context: DoorContext): boolean {
  if (context.ledger === undefined) return false
  const resolved = resolveDoor(
    (mention.extents[0] as { readings: readonly NumberReading[] }).readings,
    mention.area,
    phones,
    context,
  )
  return resolved.exists || resolved.candidates.length > 0
}

function fromWeak(question: Question): DoorChoice | null {
  const weak = question.mentions.filter((mention) => mention.weak)
  const resolved = weak.map((mention) =>
    resolveDoor(
      (mention.extents[0] as { readings: readonly NumberReading[] }).readings,
      mention.area,
      question.phones,
      question.context,
    ),
  )
  const existing = resolved.filter((one) => one.exists || one.candidates.length > 0)
  if (existing.length === 1) return choiceOf(existing[0] as ResolvedDoor)
  if (existing.length > 1)
    return unclear(
      existing.flatMap((one) => [one.door, ...one.candidates]),
      'several-doors',
    )
  const letters = question.context.ledger?.hasLetters !== false
  const only =
    weak.length === 1 && weak[0]?.extents[0]?.tentative !== true && question.bare.length <= 1 && letters
      ? resolved[0]
      : undefined
  return only === undefined ? null : choiceOf(only)
}
