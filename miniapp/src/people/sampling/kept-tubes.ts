import { z } from 'zod'
import { changing, useChanging } from '../../platform/changing.ts'
import { currentActor, PERSONAL, useActor } from '../../platform/session.ts'
import { kept } from '../../platform/storage.ts'
import { KeptTube } from './swabs.ts'

/*
 * The tubes of this phone, each in a place of its own: WeChat keeps at most a megabyte under one name, and writing one tube
 * after each household must stay quick. The list of them is written first, so that a tube without its place is nothing,
 * while no tube is ever without its name on the list.
 */
const List = z.object({ ids: z.array(z.string()), answers: z.number() })
const list = kept(`${PERSONAL}tubes`, 1, List)
const placeOf = (id: string) => kept(`${PERSONAL}tube:${id}`, 1, KeptTube)

/** Of whom they are: somebody else may sign in on this phone after a session has ended by itself. */
interface OnScreen {
  owner: string
  all: readonly KeptTube[]
}
const tubes = changing<OnScreen | null>(null)
/** On the screen only, as the phone is full. */
const unwritten = new Set<string>()

const NONE: readonly KeptTube[] = []
const listed = () => list.read() ?? { ids: [], answers: 0 }

/** In the order in which they were opened. */
export function keptTubes(): readonly KeptTube[] {
  const owner = currentActor()?.accountId
  if (owner === undefined) return NONE
  const known = tubes.get()
  if (known?.owner === owner) return known.all
  unwritten.clear()
  return show(listed().ids.flatMap((id) => placeOf(id).read() ?? []))
}

function show(all: readonly KeptTube[]): readonly KeptTube[] {
  const owner = currentActor()?.accountId
  if (owner !== undefined) tubes.set({ owner, all })
  return all
}

function put(tube: KeptTube): boolean {
  const written = placeOf(tube.id).write(tube)
  if (written) unwritten.delete(tube.id)
  else unwritten.add(tube.id)
  show(keptTubes().map((other) => (other.id === tube.id ? tube : other)))
  return written
}

/** False when the phone is full: then it is only on the screen, and that must be said. */
export function addTube(tube: KeptTube): boolean {
  const before = keptTubes()
  const here = listed()
  const named = list.write({ ...here, ids: [...here.ids.filter((id) => id !== tube.id), tube.id] })
  show([...before, tube])
  return put(tube) && named
}

/** Changes one tube as it stands now; in a browser another tab may have written it meanwhile. */
export function changeTube(id: string, change: (tube: KeptTube) => KeptTube): boolean {
  const onScreen = keptTubes().find((tube) => tube.id === id)
  const now = unwritten.has(id) ? onScreen : (placeOf(id).read() ?? onScreen)
  return now === undefined ? true : put(change(now))
}

export function dropTube(id: string): void {
  show(keptTubes().filter((tube) => tube.id !== id))
  const here = listed()
  list.write({ ...here, ids: here.ids.filter((other) => other !== id) })
  placeOf(id).forget()
  unwritten.delete(id)
}

/** The server's answers are numbered on this phone, so that a sheet can tell which of them it counts. */
export const answersSoFar = (): number => listed().answers

export function nextAnswer(): number {
  const here = listed()
  const answers = here.answers + 1
  list.write({ ...here, answers })
  return answers
}

/** What the screen shows; what is in storage is forgotten with the session. */
export function forgetTubes(): void {
  unwritten.clear()
  tubes.set(null)
}

export function useTubes(): readonly KeptTube[] {
  const owner = useActor()?.accountId
  const known = useChanging(tubes)
  return known !== null && known.owner === owner ? known.all : NONE
}
