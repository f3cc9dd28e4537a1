import { z } from 'zod'
import { currentActor, isStillHere, PERSONAL } from './session.ts'
import { kept, type Kept } from './storage.ts'

/** What somebody made on this phone. Its id is made here too and is the server's, so it counts once. */
export interface KeptRow {
  readonly id: string
  /** Why the server did not take it; null while it has said no such thing. */
  readonly refusal: string | null
}

/** How the rows of a list lie in the phone's storage. */
export interface Shelf<T extends KeptRow> {
  read: () => readonly T[]
  /** `known` as it stands now: in a browser another tab may have written meanwhile. Only rows of these ids need be fresh. */
  latest: (known: readonly T[], ids: ReadonlySet<string>) => readonly T[]
  /** False when not all of it is in storage: the phone is full. What is on the screen is then tried again with the next. */
  write: (next: readonly T[], known: readonly T[]) => boolean
}

/** Never under another person's name: somebody else may have signed in, in another tab. */
const writeOwn = <V>(place: Kept<V>, value: V): boolean => isStillHere(currentActor()?.accountId) && place.write(value)

/**
 * All rows in one place. `lighter` makes of a row what can still be kept when the whole does not fit.
 */
export function together<T extends KeptRow>(name: string, row: z.ZodType<T>, lighter?: (row: T) => T): Shelf<T> {
  const place = kept(PERSONAL + name, 1, z.array(row))
  let isWhole = true
  return {
    read() {
      isWhole = true
      return place.read() ?? []
    },
    latest: (known) => (isWhole ? (place.read() ?? known) : known),
    write(next) {
      isWhole = writeOwn(place, [...next])
      if (!isWhole && lighter !== undefined) writeOwn(place, next.map(lighter))
      return isWhole
    },
  }
}

/**
 * Each row in a place of its own: WeChat keeps at most a megabyte under one name, and writing one large row must stay quick.
 * The list of them is written first, so that a row without its place is nothing, while none is ever without its name.
 */
export function apart<T extends KeptRow>(name: string, rowName: string, row: z.ZodType<T>): Shelf<T> {
  const list = kept(PERSONAL + name, 1, z.object({ ids: z.array(z.string()) }))
  const placeOf = (id: string) => kept(`${PERSONAL}${rowName}:${id}`, 1, row)
  /** On the screen only. */
  const unwritten = new Set<string>()
  const idsOf = (rows: readonly T[]) => new Set(rows.map(({ id }) => id))

  function writeNames(next: readonly T[], known: readonly T[]): boolean {
    const names = list.read()?.ids ?? []
    const [here, before] = [idsOf(next), idsOf(known)]
    const stay = names.filter((id) => here.has(id) || !before.has(id))
    const fresh = [...here].filter((id) => !names.includes(id))
    return (stay.length === names.length && fresh.length === 0) || writeOwn(list, { ids: [...stay, ...fresh] })
  }

  return {
    read() {
      unwritten.clear()
      return (list.read()?.ids ?? []).flatMap((id) => placeOf(id).read() ?? [])
    },
    latest: (known, ids) =>
      known.map((one) => (ids.has(one.id) && !unwritten.has(one.id) ? (placeOf(one.id).read() ?? one) : one)),
    write(next, known) {
      const areNamed = writeNames(next, known)
      const [before, here] = [new Map(known.map((one) => [one.id, one])), idsOf(next)]
      for (const one of next) {
        if (before.get(one.id) === one && !unwritten.has(one.id)) continue
        if (writeOwn(placeOf(one.id), one)) unwritten.delete(one.id)
        else unwritten.add(one.id)
      }
      for (const { id } of known.filter((one) => !here.has(one.id))) {
        placeOf(id).forget()
        unwritten.delete(id)
      }
      return areNamed && unwritten.size === 0
    },
  }
}
