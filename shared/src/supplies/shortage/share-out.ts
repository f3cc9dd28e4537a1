/**
 * How too little is shared out once those in care are served: `equal` gives everybody the same up to what they ordered,
 * `first-come` serves whoever ordered first.
 */
export type ShareWay = 'equal' | 'first-come'

/** What one household ordered of a thing. */
export interface Claim {
  readonly id: string
  /** Ordered, in thousandths of the unit. */
  readonly milli: number
  /** In care: served before all others. */
  readonly priority: boolean
  /** When the order was first placed, in milliseconds. */
  readonly placedAt: number
}

const byOrderTime = (a: Claim, b: Claim): number => a.placedAt - b.placedAt || (a.id < b.id ? -1 : 1)

const sumAt = (claims: readonly Claim[], level: number): number =>
  claims.reduce((sum, { milli }) => sum + Math.min(milli, level), 0)

/** The highest level, in whole steps, up to which all of them can be given what they ordered. */
function levelOf(there: number, step: number, claims: readonly Claim[]): number {
  let [low, high] = [0, Math.ceil(Math.max(0, ...claims.map(({ milli }) => milli)) / step)]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (sumAt(claims, middle * step) <= there) low = middle
    else high = middle - 1
  }
  return low * step
}

/** One more step to those who still want, in the order in which they ordered, while there is enough. */
function shareEqually(there: number, step: number, claims: readonly Claim[]): Map<string, number> {
  const level = levelOf(there, step, claims)
  let rest = there - sumAt(claims, level)
  return new Map(
    claims.toSorted(byOrderTime).map(({ id, milli }) => {
      const base = Math.min(milli, level)
      const more = Math.min(step, milli - base)
      const given = more <= rest ? more : 0
      rest -= given
      return [id, base + given]
    }),
  )
}

function shareByTime(there: number, step: number, claims: readonly Claim[]): Map<string, number> {
  let rest = there
  return new Map(
    claims.toSorted(byOrderTime).map(({ id, milli }) => {
      const given = milli <= rest ? milli : Math.floor(rest / step) * step
      rest -= given
      return [id, given]
    }),
  )
}

const sum = (shares: ReadonlyMap<string, number>): number => [...shares.values()].reduce((all, one) => all + one, 0)

/**
 * Shares out what there is of one thing, in whole steps: those in care first, the others afterwards with what is left.
 * Nobody is given more than they ordered, and while somebody still wants, less than one step stays. Where everybody can
 * have what they ordered they do. The order of `claims` does not matter.
 */
export function shareOut(
  thereMilli: number,
  stepMilli: number,
  way: ShareWay,
  claims: readonly Claim[],
): Map<string, number> {
  const share = way === 'equal' ? shareEqually : shareByTime
  const inCare = claims.filter(({ priority }) => priority)
  const others = claims.filter(({ priority }) => !priority)
  const first = share(thereMilli, stepMilli, inCare)
  const served = inCare.every(({ id, milli }) => first.get(id) === milli)
  const left = served ? thereMilli - sum(first) : 0
  return new Map([...first, ...share(left, stepMilli, others)])
}
