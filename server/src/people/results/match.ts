import { isSame, subjectKey } from './subject.ts'
import type { Subject } from '@gezhong/shared/people/results/outcome'

/*
 * Finds whom a row of a result file is about. By itself only when nothing else is possible: a wrong result tells a healthy
 * household to stay in, and the other one that it may come out. Whatever is less than certain waits, with those it may be.
 */

/** What a row says of whom it is about. Instants in milliseconds. */
export interface Claim {
  tubeCode: string | null
  /** Folded. */
  name: string | null
  phoneIndex: string | null
  door: string | null
  sampledAt: number | null
  testedAt: number | null
  /** Of whom a person said that it is not about them. */
  rejected: readonly Subject[]
}

export interface KnownTube {
  id: string
  openedAt: number
  /** Folded names of the people in it; null for somebody whose name is not known. */
  names: readonly (string | null)[]
}

export interface KnownResident {
  id: string
  name: string | null
}

export interface KnownHousehold {
  id: string
  headcount: number | null
  residents: readonly KnownResident[]
}

export interface Known {
  tubes(code: string): readonly KnownTube[]
  byPhone(index: string): readonly KnownHousehold[]
  byDoor(door: string): KnownHousehold | undefined
  /** Everybody of this name, with their households. */
  named(name: string): readonly Subject[]
}

export type Match =
  | { state: 'matched'; subject: Subject; candidates: readonly Subject[] }
  | { state: 'waiting' | 'unknown'; subject: null; candidates: readonly Subject[] }

/** More do not fit side by side, and are no help. */
const MOST = 12
/** Of people who share no more than the name. */
const NAMESAKES = 6

const HOUR = 3_600_000

/** Whether a tube can be the one: files often tell days only, and a laboratory may take some. */
function fits({ openedAt }: KnownTube, { sampledAt, testedAt }: Claim): boolean {
  if (sampledAt !== null && (openedAt < sampledAt - 12 * HOUR || openedAt > sampledAt + 36 * HOUR)) return false
  return testedAt === null || (openedAt > testedAt - 7 * 24 * HOUR && openedAt < testedAt + 24 * HOUR)
}

const holds = (tube: KnownTube, { name }: Claim) => name !== null && tube.names.includes(name)

/** Everybody in it is known by name, and none by the row's. */
const contradicts = (tube: KnownTube, { name }: Claim) =>
  name !== null && tube.names.length > 0 && tube.names.every((each) => each !== null && each !== name)

function certainTube(tubes: readonly KnownTube[], claim: Claim): KnownTube | undefined {
  const fitting = tubes.filter((tube) => fits(tube, claim))
  const holding = fitting.filter((tube) => holds(tube, claim))
  const told = claim.sampledAt !== null || claim.testedAt !== null
  // Without a time nothing tells two tubes of one code apart but who is in them.
  const left = holding.length === 1 ? holding : tubes.length === 1 || told ? fitting : []
  const [tube, ...others] = left
  return tube === undefined || others.length > 0 || contradicts(tube, claim) ? undefined : tube
}

const withName = (households: readonly KnownHousehold[], name: string | null): Subject[] =>
  name === null
    ? []
    : households.flatMap(({ id, residents }) =>
        residents.filter((one) => one.name === name).map((one) => ({ householdId: id, residentId: one.id })),
      )

/** Its named people, and somebody of it whose name is not known. */
const everybodyOf = ({ id, headcount, residents }: KnownHousehold): Subject[] => [
  ...residents.map((one) => ({ householdId: id, residentId: one.id })),
  ...(residents.length < (headcount ?? 1) ? [{ householdId: id, residentId: null }] : []),
]

/** The one person of a household of one, when the row does not name somebody else. */
function alone({ id, headcount, residents }: KnownHousehold, { name }: Claim): Subject | undefined {
  const [one, ...others] = residents
  if (headcount !== 1 || others.length > 0) return undefined
  if (name !== null && one !== undefined && one.name !== name) return undefined
  return { householdId: id, residentId: one?.id ?? null }
}

function certainPerson(byPhone: readonly KnownHousehold[], atDoor: KnownHousehold | undefined, claim: Claim) {
  const [phoned, ...shared] = byPhone
  // A number and a door that name two households contradict each other.
  if (atDoor !== undefined && phoned !== undefined && !byPhone.includes(atDoor)) return undefined
  const places = atDoor === undefined ? byPhone : [atDoor]
  const named = withName(places, claim.name)
  if (named.length === 1) return named[0]
  if (named.length > 1 || phoned === undefined || shared.length > 0) return undefined
  return alone(phoned, claim)
}

const settled = (subject: Subject): Match => ({ state: 'matched', subject, candidates: [] })

function open(found: readonly Subject[], { rejected }: Claim): Match {
  const candidates = [...new Map(found.map((one) => [subjectKey(one), one])).values()]
    .filter((one) => !rejected.some((not) => isSame(one, not)))
    .slice(0, MOST)
  return { state: candidates.length === 0 ? 'unknown' : 'waiting', subject: null, candidates }
}

function matchPerson(claim: Claim, known: Known): Match {
  const byPhone = claim.phoneIndex === null ? [] : known.byPhone(claim.phoneIndex)
  const atDoor = claim.door === null ? undefined : known.byDoor(claim.door)
  const certain = certainPerson(byPhone, atDoor, claim)
  if (certain !== undefined && !claim.rejected.some((not) => isSame(certain, not))) return settled(certain)
  const places = [...byPhone, ...(atDoor === undefined ? [] : [atDoor])]
  const namesakes = claim.name === null ? [] : known.named(claim.name).slice(0, NAMESAKES)
  return open([...withName(places, claim.name), ...namesakes, ...places.flatMap(everybodyOf)], claim)
}

/** Whom the row is about: nobody but by certainty. A tube that is known here comes before the person. */
export function matchRow(claim: Claim, known: Known): Match {
  const tubes = claim.tubeCode === null ? [] : known.tubes(claim.tubeCode)
  if (tubes.length === 0) return matchPerson(claim, known)
  const rest = tubes.filter(({ id }) => !claim.rejected.some((not) => isSame({ tubeId: id }, not)))
  const tube = rest.length < tubes.length ? undefined : certainTube(tubes, claim)
  if (tube !== undefined) return settled({ tubeId: tube.id })
  if (rest.length === 0) return matchPerson(claim, known)
  return open(
    rest.map(({ id }) => ({ tubeId: id })),
    claim,
  )
}
