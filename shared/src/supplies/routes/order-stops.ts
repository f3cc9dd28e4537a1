/*
 * In which order to walk to doors: nearest neighbour first, then 2-opt and Or-opt until nothing gets shorter, then kicks
 * (four short pieces change places) that are kept when what follows is shorter. The way may begin and end anywhere: a stop
 * that is near to all joins both ends while it is improved, and is taken out again. Chance comes from a fixed seed, so the
 * same doors always give the same way.
 */

/** Longitude and latitude in degrees. */
export type Point = readonly [number, number]

const NEIGHBOURS = 10
const LONGEST_PIECE = 3
const KICKS_A_STOP = 12
const METERS_A_DEGREE = 111_320

/** Metres between doors, in a straight line; at a village's size the earth is flat. */
export function metersBetween([east, north]: Point, [otherEast, otherNorth]: Point): number {
  const shrink = Math.cos((((north + otherNorth) / 2) * Math.PI) / 180)
  return Math.hypot((east - otherEast) * shrink, north - otherNorth) * METERS_A_DEGREE
}

/** How long a way is, in metres. */
export const lengthOf = (points: readonly Point[]): number =>
  points.slice(1).reduce((sum, point, at) => sum + metersBetween(points[at]!, point), 0)

/** Park and Miller's generator. */
function chanceFrom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state * 48_271) % 2_147_483_647
    return state % below
  }
}

/** A closed tour over all stops and the joining one, with what is needed to shorten it. */
class Tour {
  readonly #count: number
  readonly #far: Float64Array
  readonly #near: number[][]
  #stops: number[]
  readonly #place: Int32Array

  constructor(points: readonly Point[]) {
    const count = points.length + 1
    this.#count = count
    this.#far = new Float64Array(count * count)
    for (let a = 0; a < points.length; a++)
      for (let b = a + 1; b < points.length; b++)
        this.#far[a * count + b] = this.#far[b * count + a] = metersBetween(points[a]!, points[b]!)
    this.#near = points.map((_, stop) =>
      Array.from({ length: points.length }, (__, other) => other)
        .filter((other) => other !== stop)
        .toSorted((a, b) => this.#between(stop, a) - this.#between(stop, b))
        .slice(0, NEIGHBOURS),
    )
    this.#near.push([])
    this.#stops = this.#nearestFirst()
    this.#place = new Int32Array(count)
    this.#note(0, count)
  }

  #between(a: number, b: number): number {
    return this.#far[a * this.#count + b]!
  }

  #nearestFirst(): number[] {
    const left = new Set(Array.from({ length: this.#count - 1 }, (_, stop) => stop))
    const stops = [this.#count - 1]
    let last = 0
    while (left.size > 0) {
      if (stops.length > 1) {
        const from = last
        last = [...left].reduce((best, stop) => (this.#between(from, stop) < this.#between(from, best) ? stop : best))
      }
      left.delete(last)
      stops.push(last)
    }
    return stops
  }

  #note(from: number, until: number): void {
    for (let at = from; at < until; at++) this.#place[this.#stops[at]!] = at
  }

  #at(place: number): number {
    return this.#stops[(place + this.#count) % this.#count]!
  }

  length(): number {
    return this.#stops.reduce((sum, stop, at) => sum + this.#between(stop, this.#at(at + 1)), 0)
  }

  /** Turns round what lies from one place to another; the other way round where that is shorter, which is the same tour. */
  #turn(from: number, until: number): void {
    const inside = (until - from + this.#count) % this.#count
    let [a, b] = inside * 2 < this.#count ? [from, until] : [until + 1, from - 1 + this.#count]
    for (let swaps = Math.floor((((b - a + this.#count) % this.#count) + 1) / 2); swaps > 0; swaps--, a++, b--) {
      const [left, right] = [a % this.#count, (b + this.#count) % this.#count]
      const stop = this.#stops[left]!
      this.#stops[left] = this.#stops[right]!
      this.#stops[right] = stop
      this.#place[this.#stops[left]!] = left
      this.#place[stop] = right
    }
  }

  /** Joins a stop to one of its neighbours by turning round what lies between them. */
  #turnsShorter(stop: number): boolean {
    for (const step of [1, -1]) {
      const next = this.#at(this.#place[stop]! + step)
      const whole = this.#between(stop, next)
      for (const near of this.#near[stop]!) {
        const gain = whole - this.#between(stop, near)
        if (gain <= 0) break
        const afterNear = this.#at(this.#place[near]! + step)
        if (gain + this.#between(near, afterNear) - this.#between(next, afterNear) < 1e-7) continue
        if (step === 1) this.#turn(this.#place[next]!, this.#place[near]!)
        else this.#turn(this.#place[near]!, this.#place[next]!)
        return true
      }
    }
    return false
  }

  /** Puts a piece that begins at a stop beside one of the stop's neighbours, turned round or not. */
  #movesShorter(stop: number): boolean {
    for (const step of [1, -1])
      for (let size = 1; size <= LONGEST_PIECE; size++) {
        const first = this.#place[stop]!
        const piece = Array.from({ length: size }, (_, at) => this.#at(first - step * at))
        const last = piece.at(-1)!
        const [before, after] = [this.#at(first - step * size), this.#at(first + step)]
        if (piece.includes(after) || piece.includes(before) || before === after) break
        const freed = this.#between(before, last) + this.#between(stop, after) - this.#between(before, after)
        for (const near of this.#near[stop]!) {
          if (this.#between(stop, near) >= freed) break
          if (piece.includes(near)) continue
          for (const side of [1, -1]) {
            let beyond = this.#at(this.#place[near]! + side)
            if (piece.includes(beyond)) beyond = side === step ? before : after
            if (beyond === near) continue
            const joined = this.#between(near, stop) + this.#between(last, beyond) - this.#between(near, beyond)
            if (freed - joined < 1e-7) continue
            this.#move(piece, near, beyond)
            return true
          }
        }
      }
    return false
  }

  /** Puts a piece between two that are neighbours without it: its first stop at `near`. */
  #move(piece: readonly number[], near: number, beyond: number): void {
    const rest = this.#stops.filter((stop) => !piece.includes(stop))
    const at = rest.indexOf(near)
    const isForward = rest[(at + 1) % rest.length] === beyond
    if (isForward) rest.splice(at + 1, 0, ...piece)
    else rest.splice(at, 0, ...piece.toReversed())
    this.#stops = rest
    this.#note(0, this.#count)
  }

  shorten(begin: readonly number[] = this.#stops): void {
    const queue = [...begin]
    const queued = new Uint8Array(this.#count)
    for (const stop of queue) queued[stop] = 1
    for (let at = 0; at < queue.length; at++) {
      const stop = queue[at]!
      queued[stop] = 0
      const ends = [-1, 0, 1].map((step) => this.#at(this.#place[stop]! + step))
      if (!this.#turnsShorter(stop) && !this.#movesShorter(stop)) continue
      for (const end of [...ends, ...[-1, 1].map((step) => this.#at(this.#place[stop]! + step))])
        if (queued[end] === 0) {
          queued[end] = 1
          queue.push(end)
        }
    }
  }

  /** Two neighbouring short pieces change places, and what follows is kept if the tour became shorter. */
  kick(chance: (below: number) => number): void {
    const before = [...this.#stops]
    const whole = this.length()
    const [one, two] = [1 + chance(Math.min(30, this.#count - 3)), 1 + chance(Math.min(30, this.#count - 3))]
    if (one + two >= this.#count - 1) return
    const from = chance(this.#count)
    const turned = [...this.#stops.slice(from), ...this.#stops.slice(0, from)]
    this.#stops = [...turned.slice(one, one + two), ...turned.slice(0, one), ...turned.slice(one + two)]
    this.#note(0, this.#count)
    this.shorten([0, two - 1, two, one + two - 1, one + two, this.#count - 1].map((at) => this.#at(at)))
    if (this.length() < whole - 1e-7) return
    this.#stops = before
    this.#note(0, this.#count)
  }

  /** The way from one free end to the other. */
  way(): number[] {
    const joint = this.#place[this.#count - 1]!
    return [...this.#stops.slice(joint + 1), ...this.#stops.slice(0, joint)]
  }
}

/**
 * The order of these places, as their numbers in the list. `effort` multiplies the kicks; more of it is only for measuring
 * how far from the best a way may be.
 */
export function orderStops(points: readonly Point[], effort = 1): number[] {
  if (points.length < 3) return points.map((_, at) => at)
  const tour = new Tour(points)
  tour.shorten()
  const chance = chanceFrom(points.length + 1)
  for (let kicks = points.length * KICKS_A_STOP * effort; points.length > 4 && kicks > 0; kicks--) tour.kick(chance)
  const way = tour.way()
  return way[0]! <= way.at(-1)! ? way : way.toReversed()
}
