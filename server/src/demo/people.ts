import { chanceOf, type Chance } from './chance.ts'

/** Family names of the coast, the frequent ones more than once. */
const FAMILY = [...'林陈黄王蔡许吴李郑庄施洪曾张苏杨叶郭刘谢林陈黄王蔡许洪施庄邱柯颜卢丁']
const GIVEN_FIRST = [...'文志建国明秀丽美淑金玉海清德永春雅晓思嘉子梓天荣庆月红惠燕阿']
const GIVEN_SECOND = [...'强辉华英兰珍霞福财山林东平凤琴云萍芬龙祥泉发治婷颖豪杰宇轩涵']

/** A family name. */
export const familyName = (chance: Chance): string => chance.pick(FAMILY)

/** A given name of one or two characters. */
export const givenName = (chance: Chance): string =>
  chance.happens(0.12) ? chance.pick(GIVEN_SECOND) : chance.pick(GIVEN_FIRST) + chance.pick(GIVEN_SECOND)

/** The full name of somebody who works for the village. */
export function staffName(key: string): string {
  const chance = chanceOf(`staff ${key}`)
  return familyName(chance) + givenName(chance)
}

const PREFIXES = ['135', '138', '139', '150', '158', '159', '177', '186', '188']

/** Numbers nobody has been given: `000` after the network's prefix. Each is handed out once. */
export class PhoneBook {
  readonly #chance: Chance
  readonly #given = new Set<string>()

  constructor(word: string) {
    this.#chance = chanceOf(word)
  }

  next(): string {
    const phone = `${this.#chance.pick(PREFIXES)}000${String(this.#chance.below(100_000)).padStart(5, '0')}`
    if (this.#given.has(phone)) return this.next()
    this.#given.add(phone)
    return phone
  }
}

/** How large households are: [people, share]. On average 3.5. */
const SIZES: readonly [number, number][] = [
  [1, 0.1],
  [2, 0.2],
  [3, 0.24],
  [4, 0.21],
  [5, 0.13],
  [6, 0.07],
  [7, 0.03],
  [8, 0.02],
]

/** How many live in a household that somebody lives in. */
export function householdSize(chance: Chance): number {
  let left = chance.next()
  for (const [people, share] of SIZES) {
    left -= share
    if (left < 0) return people
  }
  return 3
}

export interface PlannedPerson {
  /** Null for a child: they are counted. */
  name: string | null
  ageGroup: 'adult' | 'child'
}

/** The people of a household: the adults by name, and now and then a child, who is only counted. */
export function namesOfHousehold(chance: Chance, headcount: number): PlannedPerson[] {
  const family = familyName(chance)
  const adults = headcount <= 2 ? headcount : Math.max(2, headcount - chance.below(3))
  const people: PlannedPerson[] = Array.from({ length: adults }, (_, i) => ({
    name: (i === 1 || i === 3 ? familyName(chance) : family) + givenName(chance),
    ageGroup: 'adult',
  }))
  if (adults < headcount && chance.happens(0.1)) people.push({ name: null, ageGroup: 'child' })
  return people
}

/** What workers write beside a household that comes first. */
export const PRIORITY_NOTES = [
  '独居老人，行动不便',
  '有孕妇，下月预产',
  '需要胰岛素，一周一次',
  '透析病人，每周三次',
  '卧床老人，家人照看',
  '有婴儿，需要奶粉',
  '听力不好，请打儿子电话',
  '高血压，降压药够一周',
  '低保户',
]

/** What workers write beside any household. */
export const ORDINARY_NOTES = ['租客', '门铃坏了，请敲门', '院里有狗', '白天在厂里值班', '二楼后门进', '房东住隔壁']
