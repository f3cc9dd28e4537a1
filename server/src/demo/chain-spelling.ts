import type { Chance } from './chance.ts'

/** What a household wants to say. */
export interface Saying {
  /** As in the ledger: `北路8巷6号`. */
  door: string
  people: number
  phone: string
}

export type Spelling = (saying: Saying, chance: Chance) => string

const NUMERALS = [...'零一二三四五六七八九']

/** Up to 99, the way people write it: 三十二. */
function numeral(value: number): string {
  const [tens, ones] = [Math.floor(value / 10), value % 10]
  if (tens === 0) return NUMERALS[ones] ?? ''
  return `${tens === 1 ? '' : NUMERALS[tens]}十${ones === 0 ? '' : NUMERALS[ones]}`
}

const inNumerals = (text: string) =>
  text.replace(/\d+/g, (digits) => (digits.length < 3 ? numeral(Number(digits)) : digits))

const fullWidth = (text: string) => text.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))

const spaced = (phone: string) => `${phone.slice(0, 3)} ${phone.slice(3, 7)} ${phone.slice(7)}`
const dashed = (phone: string) => `${phone.slice(0, 3)}-${phone.slice(3, 7)}-${phone.slice(7)}`

const headcountWords = (people: number, chance: Chance): string => {
  if (people === 1) return chance.pick(['1人', '就我一个', '1口'])
  const named = people <= 10 ? [`${numeral(people)}口人`, `一家${numeral(people)}口`] : []
  return chance.pick([`${people}人`, `${people}口`, `${people}个人`, `共${people}人`, ...named])
}

/** Adults and children apart, where there can be both. */
const partedHeadcount = (people: number): string => (people < 3 ? `${people}人` : `${people - 1}大1小`)

const REMARKS = ['有孕妇', '老人行动不便', '需要胰岛素', '租客', '有婴儿']

/** The ways that any group knows. */
export const PLAIN: Spelling = ({ door, people, phone }) => `${door} ${people}人 ${phone}`
const WITH_PLUS: Spelling = ({ door, people, phone }) => `${door}+${people}+${phone}`
const COMMAS: Spelling = ({ door, people, phone }, chance) =>
  `${door}，${headcountWords(people, chance)}，电话${spaced(phone)}`
const PHONE_FIRST: Spelling = ({ door, people, phone }) => `${phone} ${people}人 ${door}`
/** A door that ends in a digit would swallow the headcount. */
const GLUED: Spelling = ({ door, people, phone }) => `${door}${/\d$/.test(door) ? ' ' : ''}${people}人${phone}`
const DASHES: Spelling = ({ door, people, phone }, chance) =>
  `${door} ${headcountWords(people, chance)} ${dashed(phone)}`
const COUNTRY: Spelling = ({ door, people, phone }) => `${door} ${people}人 +86 ${phone}`
const NO_PHONE: Spelling = ({ door, people }) => `${door} ${people}人`
const REMARKED: Spelling = (saying, chance) => `${PLAIN(saying, chance)} ${chance.pick(REMARKS)}`
const PARTED: Spelling = ({ door, people, phone }) => `${door} ${partedHeadcount(people)} ${phone}`
const WIDE: Spelling = ({ door, people, phone }) =>
  `${fullWidth(door)}　${fullWidth(`${people}`)}人　${fullWidth(phone)}`
const NUMERAL_DOOR: Spelling = ({ door, people, phone }) => `${inNumerals(door)} ${people}人 ${phone}`
const VILLAGE_FIRST: Spelling = (saying, chance) => `花厅口${PLAIN(saying, chance)}`

const COMMON = [COMMAS, PHONE_FIRST, GLUED, DASHES, COUNTRY, NO_PHONE, REMARKED, PARTED, VILLAGE_FIRST]

/** Leaves out what everybody in the group knows. */
const without =
  (words: RegExp, next: Spelling): Spelling =>
  (saying, chance) =>
    next({ ...saying, door: saying.door.replace(words, '') }, chance)

const PLATE_AREA = /^[东中西南]区|^新村/
const dashedSub: Spelling = ({ door, people, phone }) => `${door.replace(/号之(\d+)$/, '-$1号')} ${people}人 ${phone}`

/** `3栋2单元601室` in numbers alone, and as other estates call it. */
const flat = (between: (block: string, stair: string, room: string) => string): Spelling => {
  return ({ door, people, phone }) => {
    const [, block = '', stair = '', room = ''] = /(\d+)栋(\d)单元(\d+)室$/.exec(door) ?? []
    return `${between(block, stair, room)} ${people}人 ${phone}`
  }
}
const BLOCK_DASHES = flat((block, stair, room) => `${block}-${stair}-${room}`)

const labelled: Spelling = ({ door, people, phone }) => {
  const [, block = '', stair = '', room = ''] = /(\d+)栋(\d)单元(\d+)室$/.exec(door) ?? []
  return `门牌：${block}-${stair}-${room}\n人数：${people}\n电话：${phone}`
}

export interface Habit {
  /** How most lines look. */
  plain: Spelling
  /** How a few look. */
  others: readonly Spelling[]
}

const plateHabit = (plain: Spelling): Habit => ({
  plain,
  others: [...COMMON, WIDE, NUMERAL_DOOR, PLAIN, WITH_PLUS, without(PLATE_AREA, PLAIN)],
})

/** How the people of each grid write. */
export const HABITS: Readonly<Record<string, Habit>> = {
  1: plateHabit(PLAIN),
  2: plateHabit(WITH_PLUS),
  3: plateHabit(COMMAS),
  4: plateHabit(without(PLATE_AREA, PLAIN)),
  5: { plain: PLAIN, others: [...COMMON, NUMERAL_DOOR, without(/^北路/, PLAIN), without(/^北路/, COMMAS)] },
  6: { plain: PLAIN, others: [...COMMON, dashedSub, dashedSub, WIDE, without(PLATE_AREA, PLAIN)] },
  7: {
    plain: BLOCK_DASHES,
    others: [
      flat((block, stair, room) => `${block}栋${stair}单元${room}`),
      flat((block, stair, room) => `${block}#${stair}-${room}`),
      flat((block, stair, room) => `海丝花园${block}号楼${stair}单元${room}室`),
      flat((block, stair, room) => `${block}幢${stair}梯${room}房`),
      flat((block, stair, room) => `${numeral(Number(block))}栋${numeral(Number(stair))}单元${room}`),
      labelled,
      labelled,
      PLAIN,
      COMMAS,
    ],
  },
}
