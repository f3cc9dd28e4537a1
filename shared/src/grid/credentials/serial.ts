import { topCode } from '../../actor.ts'

/** `2-0007`: the seventh credential of grid 2 and of everything in it. */
export const serialOf = (gridCode: string, number: number): string =>
  `${topCode(gridCode)}-${String(number).padStart(4, '0')}`
