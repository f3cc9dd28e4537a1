/** The number part of a door, in one way of reading it. `lane` is a number that completes the area: the 5 of `5-8` = 5巷8号. */
export type NumberReading = {
  readonly plate?: string
  readonly sub?: string
  readonly building?: string
  readonly unit?: string
  readonly floor?: string
  readonly room?: string
  readonly lane?: string
}

/**
 * One extent of a number part in a text. `readings` are in the order in which people mean them; `spare` is a number
 * inside the extent that could just as well be the headcount (`12号-3`); `marked` tells that a word such as 号 or 栋 was there.
 */
export type NumberExtent = {
  readonly end: number
  readonly readings: readonly NumberReading[]
  readonly marked: boolean
  /** A number part that is only a letter and digits, or digits with a letter: also a nickname's habit. */
  readonly weak: boolean
  /** Counts only when the ledger has it: numbers set apart by blanks, or with a headcount stuck to them. */
  readonly tentative?: boolean
}
