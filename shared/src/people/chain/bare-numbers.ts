import type { NumberReading } from '../number-reading.ts'
import { LARGEST_SPARE, choiceOf, unclear } from './choose-door.ts'
import type { DoorChoice } from './choose-door.ts'
import { resolveDoor } from './resolve-door.ts'
import type { DoorContext, ResolvedDoor } from './resolve-door.ts'

/** Bare numbers only: which of them is the door and which the headcount. `门牌号+人数` is the usual order. */
export function doorFromBareNumbers(question: {
  readonly numbers: readonly number[]
  readonly count: boolean
  readonly phones: readonly string[]
  readonly text: string
  readonly context: DoorContext
}): { choice: DoorChoice | null; headcount: number | null; doorAt: number } {
  const { numbers, phones, context } = question
  const read = (readings: readonly NumberReading[]): ResolvedDoor =>
    resolveDoor(readings, { kind: 'none' }, phones, context)
  const plate = (value: number): ResolvedDoor => read([{ plate: String(value) }, { room: String(value) }])
  const none: DoorChoice | null = null
  const several = numbers.length >= 2 ? fromSequence(numbers, question.count, read) : null
  if (several !== null) return several
  const first = numbers[0] as number
  if (numbers.length === 1 && question.count)
    return first === 0
      ? { choice: none, headcount: null, doorAt: -1 }
      : { choice: choiceOf(plate(first)), headcount: null, doorAt: 0 }
  if (numbers.length === 2 && !question.count && first !== 0) {
    const door = plate(first)
    const headcount = (numbers[1] as number) <= 99 ? (numbers[1] as number) : null
    if (door.exists || door.candidates.length > 0) return { choice: choiceOf(door), headcount, doorAt: 0 }
    const turned = plate(numbers[1] as number)
    return turned.exists && turned.byPhone && first <= LARGEST_SPARE
      ? { choice: choiceOf(turned), headcount: first, doorAt: 1 }
      : { choice: choiceOf(door), headcount, doorAt: 0 }
  }
  if (numbers.length === 1) return single(first, plate(first), question.phones, context)
  return {
    choice: unclear(
      numbers.map((value) => plate(value).door),
      'door-unclear',
    ),
    headcount: null,
    doorAt: -1,
  }
}

/** One number and nothing else: a door when the phone says so, people when the phone belongs to another household. */
function single(
  value: number,
  door: ResolvedDoor,
  phones: readonly string[],
  context: DoorContext,
): { choice: DoorChoice | null; headcount: number | null; doorAt: number } {
  if (door.byPhone) return { choice: choiceOf(door), headcount: null, doorAt: 0 }
  const owners = phones.flatMap((phone) => context.ledger?.householdsOfPhone(phone) ?? [])
  if (owners.length > 0 && value <= LARGEST_SPARE) return { choice: null, headcount: value, doorAt: -1 }
  if (value > LARGEST_SPARE && door.exists) return { choice: choiceOf(door), headcount: null, doorAt: 0 }
  return { choice: unclear([door.door, ...door.candidates], 'door-unclear'), headcount: null, doorAt: -1 }
}

/** `3 2 501 4`: building, unit, room and headcount in a row. Only what the ledger has. */
function fromSequence(
  numbers: readonly number[],
  count: boolean,
  read: (readings: readonly NumberReading[]) => ResolvedDoor,
): { choice: DoorChoice; headcount: number | null; doorAt: number } | null {
  const [a, b, c] = numbers.map(String) as [string, string, string | undefined]
  const rest = (used: number): number | null => (numbers.length === used ? null : (numbers[used] as number))
  const fits = (used: number): boolean =>
    numbers.length === used || (!count && numbers.length === used + 1 && (numbers[used] as number) <= 99)
  if (c !== undefined && fits(3)) {
    const door = read([{ building: a, unit: b, room: c }])
    if (door.exists) return { choice: choiceOf(door), headcount: rest(3), doorAt: 0 }
  }
  if (fits(2) && b.length >= 3) {
    const door = read([
      { building: a, room: b },
      { plate: a, room: b },
    ])
    if (door.exists || door.candidates.length > 0) return { choice: choiceOf(door), headcount: rest(2), doorAt: 0 }
  }
  return null
}
