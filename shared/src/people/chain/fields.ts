import { arabicDigits } from '../chinese-number.ts'
import { findPhones } from '../phone.ts'
import type { Reason } from './reasons.ts'
import type { EntryFields, FieldSpan } from './types.ts'
import { readIntentWords, decideIntent } from './intent.ts'
import { readHeadcount } from './headcount.ts'
import { certainCounts } from './people-counts.ts'
import { MASK, maskAsides, maskRange, maskRanges } from './masked-text.ts'
import { findDoorMentions, findLabelledDoor } from './door-mentions.ts'
import type { DoorMention } from './door-mentions.ts'
import { doorFromBareNumbers } from './bare-numbers.ts'
import { chooseDoor, isInLedger } from './choose-door.ts'
import type { DoorChoice } from './choose-door.ts'
import type { DoorContext } from './resolve-door.ts'
import { addReasons, confidenceOf } from './entry-reasons.ts'
import { unlessOtherArea } from './other-area.ts'
import { remarkOf } from './remark.ts'
import { splitNickname } from './nickname.ts'

/** Fields with the places where they were found, as offsets into the text that was read. */
export type ReadFields = {
  readonly fields: EntryFields
  readonly spans: readonly FieldSpan[]
  readonly doorMentions: number
}

const COUNT_STATED =
  /(?:\d|[一二两三四五六七八九十])[ ]?(?:口|人|位|个)|人数|人口|[大小]人?[\d一二两三四五六七八九]|大人|小孩|空房|单身|就我/
const PLUS_SUM =
  /(^|[^\d\uE003])(\d{1,2})[ ]?\+[ ]?(\d{1,2})(?:[ ]?\+[ ]?(\d{1,2}))?[ ]?(?:人|口|个人|个)?(?![\d\u4e00-\u9fff])/
const BARE_TOKEN =
  /(?:^|[^\dA-Za-z\u4e00-\u9fff.:〇])(\d{1,4}|[一二两三四五六七八九十]{1,3})(?![\dA-Za-z\u4e00-\u9fff〇:]|\.\d)/g

/** What is known for reading one entry. */
export type FieldContext = DoorContext & {
  readonly areaCode: string | undefined
  /** Of a line that asks for items no number counts people unless it says so. */
  readonly asks?: 'people' | 'items' | undefined
}

type Bare = { readonly value: number; readonly start: number; readonly end: number }

function bareNumbers(text: string): Bare[] {
  const found: Bare[] = []
  BARE_TOKEN.lastIndex = 0
  for (let match = BARE_TOKEN.exec(text); match !== null; match = BARE_TOKEN.exec(text)) {
    const digits = match[1] as string
    const end = match.index + match[0].length
    BARE_TOKEN.lastIndex = end
    const value = arabicDigits(digits)
    if (value !== null) found.push({ value: Number(value), start: end - digits.length, end })
  }
  return found
}

/** Blanks between all characters (`中 区 3 2 号`) are taken out; positions lead back. */
function withoutSpacing(text: string): { text: string; positions: number[] } | null {
  if (!/\S[ \t]\S[ \t]\S[ \t]/.test(text)) return null
  const words = text.split(/[ \t]+/).filter((word) => word !== '')
  if (words.length < 6 || words.filter((word) => word.length === 1).length < words.length * 0.8) return null
  const positions: number[] = []
  let joined = ''
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === ' ' || text[at] === '\t') continue
    joined += text[at] as string
    positions.push(at)
  }
  positions.push(text.length)
  return { text: joined, positions }
}

/**
 * Reads one entry's folded text, index and nickname line taken off. `nickname` is the name in front of the text,
 * used for a door only when the text has none.
 */
export function readFields(folded: string, nickname: string | null, context: FieldContext): ReadFields {
  const tight = withoutSpacing(folded)
  if (tight === null) return readPlain(folded, nickname, context)
  const read = readPlain(tight.text, nickname, context)
  const spans = read.spans.map((span) => ({
    field: span.field,
    start: tight.positions[span.start] as number,
    end: (tight.positions[span.end - 1] as number) + 1,
  }))
  return { ...read, spans }
}

function readPlain(folded: string, nickname: string | null, context: FieldContext): ReadFields {
  const reasons = new Set<Reason>()
  const spans: FieldSpan[] = []
  const items = context.asks === 'items'
  const inline = splitNickname(folded, context.book)
  const bodyStart = inline?.end ?? 0
  const found = findPhones(folded, {
    areaCode: context.areaCode,
    countStated: items || COUNT_STATED.test(folded),
  }).filter((phone) => phone.start >= bodyStart || phone.phone !== null)
  const phones: string[] = []
  const invalidPhones: string[] = []
  for (const one of found) {
    spans.push({ start: one.start, end: one.end, field: 'phone' })
    if (one.phone === null) invalidPhones.push(folded.slice(one.start, one.end))
    else if (!phones.includes(one.phone)) phones.push(one.phone)
    if (one.repaired) reasons.add('phone-repaired')
  }
  let work = maskAsides(maskRanges(folded, found, MASK.phone), items)
  if (inline !== null) work = maskRange(work, 0, inline.end, MASK.name)

  const labelled = findLabelledDoor(work, context.book)
  if (labelled !== null) work = maskRanges(work, labelled.ranges, MASK.door)
  const certain = certainCounts(work)
  const uncounted = maskRanges(work, certain, MASK.count)
  const seen = findDoorMentions(uncounted, context.book)
  const mentions = labelled === null ? seen : [...seen.filter((one) => !one.weak), labelled.mention]
  const strong = strongMentions(mentions, phones, context)
  work = maskRanges(work, strong, MASK.door)
  const intentWords = readIntentWords(work)
  const count = readHeadcount(work)
  const counted = count.stated || items
  work = maskRanges(work, count.spans, MASK.count)

  const visible = maskRanges(maskRanges(folded, found, MASK.phone), [...certain, ...count.spans], MASK.count)
  const plus = strong.length > 0 && !counted ? PLUS_SUM.exec(work) : null
  const bare = plus === null ? bareNumbers(work) : []
  let choice = chooseDoor({
    mentions: strong.length > 0 ? strong : mentions,
    bare: bare.map((one) => one.value),
    countStated: counted || plus !== null,
    phones,
    text: visible,
    context,
  })
  let headcount: { total: number | null; guessed: boolean; unclear: boolean; start: number; end: number } = {
    total: count.total,
    guessed: false,
    unclear: count.unclear,
    start: -1,
    end: -1,
  }
  let usedBare: readonly Bare[] = []
  if (choice === null && bare.length > 0) {
    const read = doorFromBareNumbers({
      numbers: bare.map((one) => one.value),
      count: counted,
      phones,
      text: folded,
      context,
    })
    choice = read.choice
    usedBare = bare
    if (!counted)
      headcount = {
        ...headcount,
        total: read.headcount,
        guessed: read.headcount !== null,
        unclear: read.headcount === null,
      }
    const doorBare = bare[read.doorAt]
    if (doorBare !== undefined) spans.push({ start: doorBare.start, end: doorBare.end, field: 'door' })
  } else if (plus !== null) {
    const values = [plus[2], plus[3], plus[4]].filter((value) => value !== undefined).map(Number)
    headcount = {
      ...headcount,
      total: values.reduce((a, b) => a + b, 0),
      guessed: true,
      start: plus.index + (plus[1] as string).length,
      end: plus.index + plus[0].length,
    }
  } else if (choice !== null && choice.spare !== null && !counted) {
    headcount = { ...headcount, total: choice.spare, guessed: true }
  } else if (!counted && choice !== null) {
    headcount = fromBare(bare, headcount, choice)
    usedBare = bare
  }
  if (
    choice === null ||
    (choice.door === null && choice.candidates.length === 0 && choice.reasons.includes('no-door'))
  ) {
    choice = fromNickname(inline?.name ?? null, phones, context) ?? fromNickname(nickname, phones, context) ?? choice
  }
  if (choice !== null && choice.reasons.includes('several-doors') && choice.door !== null && count.unclear) {
    choice = { ...choice, door: null, candidates: [choice.door, ...choice.candidates], exists: false }
  }
  const emptied = headcount.total === null && !headcount.unclear && intentWords.vacant ? 0 : headcount.total
  const correctsEarlier = intentWords.withdraw && intentWords.correction
  const intent = decideIntent(intentWords, headcount.total, correctsEarlier)
  const total = intent === 'vacant' ? 0 : intent === 'withdraw' ? headcount.total : emptied

  for (const mention of strong) spans.push({ start: mention.start, end: mention.end, field: 'door' })
  for (const { start, end } of count.spans) spans.push({ start, end, field: 'headcount' })
  if (headcount.start >= 0) spans.push({ start: headcount.start, end: headcount.end, field: 'headcount' })
  for (const { start, end } of intentWords.spans) spans.push({ start, end, field: 'intent' })
  const doorStarts = new Set(spans.map((span) => span.start))
  for (const one of usedBare)
    if (!doorStarts.has(one.start)) spans.push({ start: one.start, end: one.end, field: 'headcount' })
  spans.sort((a, b) => a.start - b.start)

  const remark = remarkOf(
    folded,
    spans.filter((span) => span.field !== 'intent'),
  )
  if (strong.every((mention) => mention.area.kind === 'none'))
    choice = unlessOtherArea(choice, nickname === null ? remark : `${remark} ${nickname}`, phones, context)
  addReasons(reasons, { choice, count, headcount, total, phones, invalidPhones, folded, intentWords, intent })
  const door = choice?.door ?? null
  const fields: EntryFields = {
    door,
    doorCandidates: choice?.candidates ?? [],
    headcount: total,
    adults: count.adults,
    children: count.children,
    phones,
    invalidPhones,
    intent,
    isCorrection: intentWords.correction,
    remark,
    confidence: confidenceOf(reasons),
    reasons: [...reasons],
  }
  return { fields, spans, doorMentions: strong.length }
}

/** Mentions that show that they are doors; without any, those that only the ledger shows to be one (`A302`). */
function strongMentions(
  mentions: readonly DoorMention[],
  phones: readonly string[],
  context: DoorContext,
): DoorMention[] {
  const strong = mentions.filter((mention) => !mention.weak)
  if (strong.some((mention) => !mention.elsewhere)) return strong
  const known = mentions.filter((mention) => mention.weak && isInLedger(mention, phones, context))
  return [...known.map((mention) => ({ ...mention, weak: false })), ...strong]
}

function fromBare(
  bare: readonly Bare[],
  headcount: { total: number | null; guessed: boolean; unclear: boolean; start: number; end: number },
  choice: DoorChoice,
): typeof headcount {
  if (bare.length === 0) return headcount
  const only = bare[0] as Bare
  if (bare.length > 1 || only.value > 99 || choice.listed) return { ...headcount, unclear: true }
  return { total: only.value, guessed: true, unclear: false, start: only.start, end: only.end }
}

function fromNickname(name: string | null, phones: readonly string[], context: DoorContext): DoorChoice | null {
  if (name === null || name === '') return null
  const mentions = findDoorMentions(name, context.book)
  const choice = chooseDoor({ mentions, bare: [], countStated: true, phones, text: name, context })
  if (choice === null || !choice.exists) return null
  return { ...choice, reasons: [...choice.reasons, 'door-from-nickname'] }
}
