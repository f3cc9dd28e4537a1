import { z } from 'zod'
import { normalText } from '../../people/normal-text.ts'

/** What things are sold by. Weights can be turned into each other; nothing else can. */
export const UNITS = [
  '斤',
  '公斤',
  '千克',
  '克',
  '两',
  '份',
  '把',
  '个',
  '板',
  '袋',
  '包',
  '盒',
  '瓶',
  '箱',
  '只',
  '条',
  '根',
  '颗',
  '棵',
  '捆',
  '扎',
  '串',
  '块',
  '桶',
  '罐',
  '枚',
  '粒',
  '件',
  '套',
  '提',
  '筐',
  '篮',
  '打',
  '朵',
  '片',
  '卷',
  '支',
  '头',
  '碗',
  '杯',
  '尾',
  '张',
] as const
export const Unit = z.enum(UNITS)
export type Unit = z.infer<typeof Unit>

/** A name as the parser compares it: compatibility forms, simplified script, capitals. Empty when nothing is left. */
export function foldName(name: string): string {
  return normalText(name).text.trim().toUpperCase()
}

/** Names of two things that are one to the parser, as written the second time, with the place of each. */
export function sharedNames(things: readonly (readonly string[])[]): { name: string; first: number; second: number }[] {
  const owners = new Map<string, number>()
  const shared: { name: string; first: number; second: number }[] = []
  for (const [second, names] of things.entries())
    for (const name of names) {
      const first = owners.get(foldName(name)) ?? second
      if (first !== second) shared.push({ name, first, second })
      owners.set(foldName(name), first)
    }
  return shared
}

/** Whether anybody can order by it: there is a letter or a digit in it. */
export const canBeNamed = (name: string): boolean => /[\p{L}\p{N}]/u.test(foldName(name))

const Name = z.string().trim().min(1).max(40).refine(canBeNamed, 'no letter in it')

/** One thing on sale. */
export const StallItem = z.object({
  item: Name,
  /** Other names that people order it by. */
  aliases: z.array(Name).max(40).default([]),
  unit: Unit,
  /** For one unit, in fen. */
  priceFen: z.number().int().min(0).max(100_000_000),
  /** Only multiples of it are sold; absent, any quantity is. */
  step: z.number().positive().max(10_000).optional(),
})
export type StallItem = z.infer<typeof StallItem>

/** What a grid sells on a day. */
export const Stall = z.array(StallItem).min(1).max(500)
export type Stall = z.infer<typeof Stall>

/** Of an item that is there twice it is said that it is, not that its names are. */
const namesOfTwo = (stall: Stall): string[] =>
  sharedNames(stall.map(({ item, aliases }) => [item, ...aliases]))
    .map(({ name, first, second }) => ({ name, one: stall[first]!.item, other: stall[second]!.item }))
    .filter(({ one, other }) => one !== other)
    .map(({ name, one, other }) => `"${name}" names both ${one} and ${other}.`)

function repeatedItems(stall: Stall): string[] {
  const seen = new Set<string>()
  const repeated = new Set<string>()
  for (const { item } of stall) (seen.has(foldName(item)) ? repeated : seen).add(foldName(item) && item)
  return [...repeated].map((item) => `${item} is there twice.`)
}

const FIELD_RULES: Readonly<Record<string, string>> = {
  item: 'item must be its name, 1 to 40 characters',
  aliases: 'aliases must be a list of names, each 1 to 40 characters',
  unit: `unit must be one of ${UNITS.join(' ')}`,
  priceFen: 'priceFen must be the price of one unit in fen, a whole number of 0 or more',
  step: 'step must be a number above 0',
}

/** Reads a stall from parsed JSON; what is wrong with it is said in sentences, one for each fault. */
export function readStall(value: unknown): { stall: Stall; problems: [] } | { stall: null; problems: string[] } {
  if (!Array.isArray(value)) return { stall: null, problems: ['A stall is a JSON list of items, [{"item": …}, …].'] }
  if (value.length === 0) return { stall: null, problems: ['The stall has no items.'] }
  const read = Stall.safeParse(value)
  if (read.success) {
    const problems = [...repeatedItems(read.data), ...namesOfTwo(read.data)]
    return problems.length === 0 ? { stall: read.data, problems: [] } : { stall: null, problems }
  }
  const problems = read.error.issues.map(({ path: [at, field], message }) => {
    if (typeof at !== 'number') return 'A stall has at most 500 items.'
    const rule = FIELD_RULES[String(field)]
    const name: unknown = (value[at] as { item?: unknown } | null)?.item
    const which = `Item ${at + 1}${typeof name === 'string' && name !== '' ? ` (${name})` : ''}`
    return field === undefined ? `${which}: ${message}.` : `${which}: ${rule ?? message}.`
  })
  return { stall: null, problems: [...new Set(problems)] }
}
