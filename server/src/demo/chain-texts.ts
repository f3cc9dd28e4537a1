import type { Verdict } from '@gezhong/shared/people/reconciliation/verdict'
import { HABITS, type Habit, type Saying } from './chain-spelling.ts'
import { chanceOf, type Chance } from './chance.ts'
import { isGap } from './doors.ts'
import { PhoneBook } from './people.ts'
import type { PlannedHousehold } from './plan.ts'
import { demoVillage } from './village.ts'

/** One line of a chain, with what has to become of it. */
interface Line {
  words: string
  /** The household it belongs to. */
  door: string | null
  verdict: Verdict
}

export interface DemoChain {
  text: string
  /** In the order of the lines; empty placeholders are none. */
  lines: { door: string | null; verdict: Verdict }[]
}

type Trick = (saying: Saying, chance: Chance, habit: Habit) => Line[]

/** A number that belongs to nobody in the village. */
function strangersPhone(key: string): string {
  const known = new Set(demoVillage().households.flatMap(({ phones }) => phones))
  const book = new PhoneBook(`strangers ${key}`)
  for (;;) {
    const phone = book.next()
    if (!known.has(phone)) return phone
  }
}

/** A door near this one that the village does not have. */
function missingDoor(door: string): string {
  const lane = /^(.*巷)\d+号$/.exec(door)
  if (lane !== null) return `${lane[1]}25号`
  if (door.includes('栋')) return '海丝花园20栋1单元101室'
  const [, area = '', digits = ''] = /^(\D+)(\d+)号/.exec(door) ?? []
  if (area === '新村') return `新村${310 + Number(digits)}号`
  let plate = Number(digits)
  while (!isGap(plate)) plate += 1
  return `${area}${plate}号`
}

/** Words that lead to no household; in a forwarded chat they have to look like a report to be more than talk. */
const nobodysWords = (door: string): string => {
  const lane = /^(.*巷)\d+号$/.exec(door)
  return lane === null ? '我家3个人都在' : `${lane[1]} 3人 ${strangersPhone(`lane ${door}`)}`
}

const matched = (saying: Saying, words: string): Line => ({ words, door: saying.door, verdict: 'matched' })

/**
 * What makes chains hard, one way at a time. A trick of two lines puts the second one further down.
 */
const TRICKS: readonly Trick[] = [
  (saying, chance, { plain }) => {
    const people = saying.people + 1
    return [{ words: plain({ ...saying, people }, chance), door: saying.door, verdict: 'headcount-differs' }]
  },
  (saying, chance, { plain }) => {
    const words = plain(saying, chance)
    return [matched(saying, words), { words, door: saying.door, verdict: 'duplicate' }]
  },
  ({ people, phone, door }) => [{ words: `${people}人 ${phone}`, door, verdict: 'matched' }],
  (saying, chance, { plain }) => [
    { words: plain({ ...saying, people: saying.people + 2 }, chance), door: saying.door, verdict: 'superseded' },
    matched(saying, `更正 ${plain(saying, chance)}`),
  ],
  (saying, chance, { plain }) => {
    const stranger = { ...saying, door: missingDoor(saying.door), phone: strangersPhone(saying.door) }
    return [
      { words: plain(stranger, chance), door: null, verdict: 'unknown-door' },
      matched(saying, plain(saying, chance)),
    ]
  },
  (saying, chance, { plain }) => [
    { words: plain(saying, chance), door: saying.door, verdict: 'withdrawn' },
    { words: `${saying.door} 取消`, door: saying.door, verdict: 'withdrawn' },
  ],
  (saying) => [matched(saying, `${saying.door} ${saying.people}人 ${saying.phone.slice(0, 10)}`)],
  (saying, chance, { plain }) => {
    const phone = strangersPhone(`other ${saying.door}`)
    return [{ words: plain({ ...saying, phone }, chance), door: saying.door, verdict: 'phone-differs' }]
  },
  (saying, chance, { plain }) => {
    const people = Math.max(1, saying.people - 1)
    const verdict = people === saying.people ? 'matched' : 'headcount-differs'
    return [{ words: plain({ ...saying, people }, chance), door: saying.door, verdict }]
  },
  (saying, chance, { plain }) => [
    { words: nobodysWords(saying.door), door: null, verdict: 'incomplete' },
    matched(saying, plain(saying, chance)),
  ],
]

const LONGEST = 48
const SHARE = 0.72
const ODD = 0.3

function shuffled<T>(items: readonly T[], chance: Chance): T[] {
  const keyed = items.map((item) => ({ item, key: chance.next() }))
  return keyed.sort((left, right) => left.key - right.key).map(({ item }) => item)
}

function sayingOf({ door, headcount, phones, occupancy }: PlannedHousehold): Saying[] {
  const phone = phones[0]
  return occupancy !== 'occupied' || headcount === null || phone === undefined
    ? []
    : [{ door, people: headcount, phone }]
}

/** The households of the group, some of them in a difficult way; a second line of a trick stands a few lines below. */
function linesOf(sayings: readonly Saying[], habit: Habit, chance: Chance): Line[] {
  const every = Math.max(2, Math.floor(sayings.length / TRICKS.length))
  const lines: Line[] = []
  const later: { at: number; line: Line }[] = []
  sayings.forEach((saying, i) => {
    const trick = i % every === every - 1 ? TRICKS[Math.floor(i / every)] : undefined
    const spelling = chance.happens(ODD) ? chance.pick(habit.others) : habit.plain
    const [first, second] = trick?.(saying, chance, habit) ?? [matched(saying, spelling(saying, chance))]
    if (first !== undefined) lines.push(first)
    if (second !== undefined) later.push({ at: lines.length + 2 + chance.below(4), line: second })
    for (const due of later.filter(({ at }) => at <= lines.length)) {
      lines.push(due.line)
      later.splice(later.indexOf(due), 1)
    }
  })
  return [...lines, ...later.map(({ line }) => line)]
}

const NICKNAMES = '阿珍 海边一棵树 小林 李 知足常乐 阿明 平安是福 老许 静待花开 阿治'.split(' ')

/** As it looks when somebody forwards the chat instead of the chain. */
function forwarded(lines: readonly Line[], chance: Chance): string {
  let minutes = 8 * 60 + 5
  const messages = lines.map(({ words }) => {
    minutes += chance.below(3)
    const time = `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`
    return `${chance.pick(NICKNAMES)} ${time}\n${words}`
  })
  return ['—————  群聊的聊天记录  —————', ...messages].join('\n')
}

interface Frame {
  head: string[]
  number: (position: number) => string
  foot: string[]
}

const EXAMPLE = '例 门牌号+人数+联系方式'
const FRAMES: Readonly<Record<string, Frame>> = {
  1: { head: ['#接龙', '东区人数登记', EXAMPLE, ''], number: (n) => `${n}. `, foot: [] },
  2: { head: ['#接龙', '中区人数登记🏠', EXAMPLE, ''], number: (n) => `${n}. `, foot: ['', '三点截止，请大家抓紧'] },
  3: { head: ['接龙：西区登记 门牌+人数+电话'], number: (n) => `${n}、`, foot: ['', '请没报的邻居尽快'] },
  4: { head: ['# 接龙', '南区今天的人数', ''], number: (n) => `${n}）`, foot: [] },
  6: { head: ['接龙：新村登记 门牌+人数+电话'], number: (n) => `${n}、`, foot: [] },
  7: { head: ['@所有人 人数登记#接龙', '格式：楼栋-单元-房号 人数 手机', ''], number: (n) => `${n}. `, foot: [] },
}

/** Numbered as the group does it, with one number that somebody took and left empty. */
function numbered(lines: readonly Line[], { head, number, foot }: Frame): string {
  const empty = lines.length > 12 ? 9 : lines.length
  const entries = lines.flatMap(({ words }, i) => {
    const position = i < empty ? i + 1 : i + 2
    return [...(i === empty ? [number(empty + 1).trimEnd()] : []), `${number(position)}${words}`]
  })
  return [...head, ...entries, ...foot].join('\n')
}

/**
 * The chain of a grid's group, to be tried on the demo village, with what has to become of each line. Throws RangeError
 * when the village has no such grid.
 */
export function demoChainWithOutcome(gridCode: string): DemoChain {
  const top = gridCode.charAt(0)
  const habit = HABITS[top]
  const own = demoVillage().households.filter(
    (one) => one.gridCode === gridCode || one.gridCode.startsWith(`${gridCode}-`),
  )
  if (habit === undefined || own.length === 0) throw new RangeError(`the demo village has no grid ${gridCode}`)
  const chance = chanceOf(`chain ${gridCode}`)
  const sayings = own.flatMap(sayingOf)
  const size = Math.min(LONGEST, Math.max(1, Math.round(own.length * SHARE)))
  const lines = linesOf(shuffled(sayings, chance).slice(0, size), habit, chance)
  const frame = FRAMES[top]
  return {
    text: `${frame === undefined ? forwarded(lines, chance) : numbered(lines, frame)}\n`,
    lines: lines.map(({ door, verdict }) => ({ door, verdict })),
  }
}

/** The chain alone, as it would be copied from the group. */
export const demoChain = (gridCode: string): string => demoChainWithOutcome(gridCode).text
