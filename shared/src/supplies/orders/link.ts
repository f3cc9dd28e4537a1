/** A name of an item, or a quantity, in the order of the text. */
export type Token = {
  readonly start: number
  readonly end: number
  readonly kind: 'item' | 'quantity'
  /** A quantity with a unit or a vague one: goods and nothing else. */
  readonly measured?: boolean
  /** It stands right beside a word that is none of the stall's. */
  readonly foreign?: boolean
}

/** Which quantity each item has (by position in the tokens), and the quantities that belong to none. */
export type Links = { readonly quantityOf: ReadonlyMap<number, number>; readonly orphans: readonly number[] }

const FILLER =
  /要|来|买|订购|订|预定|定|数量|一共|共|的|了|再|追|另外|加|请|是|改成|改为|改|换成|变成|先|拿|弄|给|我|个?人?需要|各|每样|每种|均|都|→|->/g

/** `A套餐不要葱 1份`: how it is wanted. */
const WISH = /(?:不要|不放|不加|别放|少放|多放|要)[\u4e00-\u9fff\uE006]{1,3}(?=[ ,，、]|的)的?/

/** How far apart an item and a quantity stand; `$` is an amount of money. Infinity when other words are between them. */
export function gapCost(gap: string): number {
  if (gap === '') return 0
  let cost = 0
  let rest = gap.replace(/\([^()]{0,20}\)/, () => {
    cost += 1
    return ' '
  })
  if (rest.includes('$')) {
    cost += 1
    rest = rest.replace(/\$+/g, '')
  }
  const wished = rest.replace(WISH, '')
  if (wished !== rest) cost += 1
  rest = wished
  const plain = rest.replace(FILLER, '')
  if (plain !== rest) cost += 0.3
  if (plain === '') return cost
  if (/^[ \t]+$/.test(plain)) return cost + 1
  if (/^[ \t]*[*×xX:=~_()[\]-]{1,2}[ \t]*$/.test(plain)) return cost + 0.5
  if (/^[ \t]*[、,，。;+/|&.]{1,2}[ \t]*$/.test(plain)) return cost + 2
  return /^[ \t、,，;]*\n[ \t]*$/.test(plain) ? cost + 2.5 : Infinity
}

const NO_QUANTITY = 4
const ORPHAN_MEASURED = 5
const ORPHAN_BARE = 3
const LEADING_BARE = 1.5
const ORPHAN_FOREIGN = 0.5

/** What the best way to read the tokens so far is, for each way to leave the last one. */
type State = { cost: number; readonly from: State | null; readonly link: readonly [number, number] | null }

/**
 * Gives each item the quantity beside it, before or behind, so that the fewest are left over and the nearest are
 * together: `白菜2 土豆1`, `2白菜 1土豆`, `35 白菜 2 土豆 1`. Linear.
 */
export function linkQuantities(tokens: readonly Token[], gapBetween: (left: Token, right: Token) => string): Links {
  // `free`: nothing waits; `open`: the last item has no quantity yet; `held`: the last quantity waits for an item.
  let free: State | null = { cost: 0, from: null, link: null }
  let open: State | null = null
  let held: State | null = null
  let seenItem = false
  const then = (state: State | null, cost: number, link: State['link'] = null): State | null =>
    state === null || cost === Infinity ? null : { cost: state.cost + cost, from: state, link }
  const best = (...states: (State | null)[]): State | null =>
    states.reduce((a, b) => (a === null ? b : b === null || a.cost <= b.cost ? a : b), null)
  const orphanCost = (token: Token): number =>
    token.foreign === true
      ? ORPHAN_FOREIGN
      : token.measured === true
        ? ORPHAN_MEASURED
        : seenItem
          ? ORPHAN_BARE
          : LEADING_BARE
  tokens.forEach((token, k) => {
    const before = tokens[k - 1]
    const gap: number = before === undefined ? Infinity : gapCost(gapBetween(before, token))
    if (token.kind === 'item') {
      const left: number = before?.kind === 'quantity' ? orphanCost(before) : 0
      const linked: State | null = before?.kind === 'quantity' ? then(held, gap, [k, k - 1]) : null
      open = best(then(free, 0), then(open, NO_QUANTITY), then(held, left))
      free = linked
      held = null
      seenItem = true
    } else {
      const left: number = before?.kind === 'quantity' ? orphanCost(before) : 0
      const linked: State | null = before?.kind === 'item' ? then(open, gap, [k - 1, k]) : null
      held = best(then(free, 0), then(open, NO_QUANTITY), then(held, left))
      free = linked
      open = null
    }
  })
  const last = tokens[tokens.length - 1]
  let state: State | null = best(
    free,
    then(open, NO_QUANTITY),
    then(held, last?.kind === 'quantity' ? orphanCost(last) : 0),
  )
  const quantityOf = new Map<number, number>()
  for (; state !== null; state = state.from) if (state.link !== null) quantityOf.set(state.link[0], state.link[1])
  const used = new Set(quantityOf.values())
  const orphans: number[] = []
  tokens.forEach((token, k) => {
    if (token.kind === 'quantity' && !used.has(k)) orphans.push(k)
  })
  return { quantityOf, orphans }
}
