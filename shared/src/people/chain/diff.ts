import type { ChainEntry } from './types.ts'

type Comparable = Pick<ChainEntry, 'raw' | 'index' | 'door' | 'phones'>

export type ChainChange<T extends Comparable> =
  | { readonly kind: 'same' | 'new'; readonly entry: T }
  | { readonly kind: 'changed'; readonly entry: T; readonly previous: T }

export type ChainDiff<T extends Comparable> = {
  /** One per entry of the later text, in its order. */
  readonly changes: readonly ChainChange<T>[]
  /** Entries of the earlier text that are no longer there. */
  readonly gone: readonly T[]
}

const INDEX = /^[\s>*·]*(?:(?:No|NO|no|第|序号|#)?[.\s:]*[([]?\s*\d{1,4}\s*(?:户|个|位)?\s*[.、)\]:。,;]+|[①-⑳])\s*/

/** A line's identity: its text without index and without blanks. */
export function lineIdentity(entry: Pick<Comparable, 'raw' | 'index'>): string {
  const text = entry.raw.normalize('NFKC')
  const plain = entry.index === null ? text : text.replace(INDEX, '')
  const bare = entry.index !== null && plain === text ? text.replace(/^\s*\d{1,4}/, '') : plain
  return bare.replace(/[\u200b-\u200f]|\s|\ufeff|\ufe0f/g, '')
}

/**
 * What a re-pasted chain changed against the one before. Equal lines are the same wherever they stand, as often as they
 * occur; of the others, the same door or phone is a change. The same index is one only of a line that named nobody: a
 * second list begins at 1 again, and a household's report is never replaced by words that name none. Renumbering alone
 * changes nothing. O(n).
 */
export function diffChain<T extends Comparable>(previous: readonly T[], next: readonly T[]): ChainDiff<T> {
  const waiting = new Map<string, number[]>()
  previous.forEach((entry, k) => {
    const key = lineIdentity(entry)
    const list = waiting.get(key)
    if (list === undefined) waiting.set(key, [k])
    else list.push(k)
  })
  for (const list of waiting.values()) list.reverse()
  const used = new Set<number>()
  const matched = next.map((entry) => {
    const found = waiting.get(lineIdentity(entry))?.pop()
    if (found !== undefined) used.add(found)
    return found
  })
  const byKey = new Map<string, number[]>()
  previous.forEach((entry, k) => {
    if (used.has(k)) return
    for (const key of keysOf(entry)) {
      const list = byKey.get(key)
      if (list === undefined) byKey.set(key, [k])
      else list.push(k)
    }
  })
  for (const list of byKey.values()) list.reverse()
  const changes = next.map((entry, k): ChainChange<T> => {
    if (matched[k] !== undefined) return { kind: 'same', entry }
    for (const key of [...nameKeys(entry), ...indexKeys(entry)]) {
      const found = nextUnused(byKey.get(key), used)
      if (found === null || saysAnother(previous[found] as T, entry)) continue
      used.add(found)
      return { kind: 'changed', entry, previous: previous[found] as T }
    }
    return { kind: 'new', entry }
  })
  return { changes, gone: previous.filter((_, k) => !used.has(k)) }
}

/** The first position in a turned list that nothing has taken; takes what is taken off the list. */
function nextUnused(list: number[] | undefined, used: ReadonlySet<number>): number | null {
  while (list !== undefined && list.length > 0 && used.has(list.at(-1) as number)) list.pop()
  return list?.at(-1) ?? null
}

/** Whether two lines name different doors, and no phone says that they are one household all the same. */
const saysAnother = (before: Comparable, after: Comparable): boolean =>
  before.door !== null &&
  after.door !== null &&
  before.door !== after.door &&
  !after.phones.some((phone) => before.phones.includes(phone))

const namesNobody = ({ door, phones }: Comparable): boolean => door === null && phones.length === 0

const nameKeys = ({ door, phones }: Comparable): string[] => [
  ...(door === null ? [] : [`d${door}`]),
  ...phones.map((phone) => `p${phone}`),
]

const indexKeys = ({ index }: Comparable): string[] => (index === null ? [] : [`i${index}`])

/** By what an earlier line is found again. */
const keysOf = (entry: Comparable): string[] => (namesNobody(entry) ? indexKeys(entry) : nameKeys(entry))
