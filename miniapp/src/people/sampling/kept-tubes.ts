import { z } from 'zod'
import { keptList } from '../../platform/kept-list.ts'
import { apart } from '../../platform/kept-shelf.ts'
import { PERSONAL } from '../../platform/session.ts'
import { kept } from '../../platform/storage.ts'
import { KeptTube } from './swabs.ts'

/** The tubes of this phone, in the order in which they were opened. */
const tubes = keptList(apart('tubes', 'tube', KeptTube))
export const keptTubes = tubes.all
export const useTubes = tubes.useRows
export const tubeList = tubes

/** False when the phone is full: then it is only on the screen, and that must be said. */
export const addTube = tubes.put

export const changeTube = (id: string, change: (tube: KeptTube) => KeptTube): boolean => tubes.change([id], change)

export const dropTube = (id: string): void => void tubes.drop([id])

/** The server's answers are numbered on this phone, so that a sheet can tell which of them it counts. */
const answers = kept(`${PERSONAL}tube-answers`, 1, z.number())
export const answersSoFar = (): number => answers.read() ?? 0

export function nextAnswer(): number {
  const next = answersSoFar() + 1
  answers.write(next)
  return next
}
