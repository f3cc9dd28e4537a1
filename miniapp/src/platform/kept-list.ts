import { useEffect } from 'react'
import { mayPass, sentenceOf } from './api.ts'
import { changing, useChanging } from './changing.ts'
import type { KeptRow, Shelf } from './kept-shelf.ts'
import { currentActor, sessionToken, useActor } from './session.ts'

/*
 * What was done on this phone and waits for the server. Rows keep their order and are only those of the person signed in: a
 * session may end by itself, and somebody else come. A row goes when the server has answered for it or somebody lets it go,
 * never by itself; one that the server refuses stays with the reason until somebody has read it.
 */
export interface KeptList<T extends KeptRow> {
  /** Those of the person signed in, in the order in which they were made. */
  all: () => readonly T[]
  /** Adds a row, or puts it where the one with its id was. False when the phone is full: then it is only on the screen. */
  put: (row: T) => boolean
  /** What each of these becomes, as it stands now; null lets it go. False when the phone is full. */
  change: (ids: readonly string[], what: (row: T) => T | null) => boolean
  drop: (ids: readonly string[]) => boolean
  /** The same rows for a page. */
  useRows: () => readonly T[]
}

const lists: (() => void)[] = []

/** What the pages show of any list; what is in storage is forgotten with the session. */
export const forgetLists = (): void => lists.forEach((forget) => forget())

/** A list that lies on this shelf. */
export function keptList<T extends KeptRow>(shelf: Shelf<T>): KeptList<T> {
  const onScreen = changing<{ owner: string; rows: readonly T[] } | null>(null)
  const none: readonly T[] = []
  lists.push(() => onScreen.set(null))

  function all(): readonly T[] {
    const owner = currentActor()?.accountId
    if (owner === undefined) return none
    const known = onScreen.get()
    if (known?.owner === owner) return known.rows
    const rows = shelf.read()
    onScreen.set({ owner, rows })
    return rows
  }

  function keep(rows: readonly T[], known: readonly T[]): boolean {
    const owner = currentActor()?.accountId
    if (owner === undefined) return false
    onScreen.set({ owner, rows })
    return shelf.write(rows, known)
  }

  const change: KeptList<T>['change'] = (ids, what) => {
    const [known, going] = [all(), new Set(ids)]
    const rows = shelf.latest(known, going).flatMap((row) => (going.has(row.id) ? (what(row) ?? []) : [row]))
    return keep(rows, known)
  }

  return {
    all,
    change,
    drop: (ids) => ids.length === 0 || change(ids, () => null),
    put(row) {
      const known = all()
      const now = shelf.latest(known, new Set([row.id]))
      const isThere = now.some(({ id }) => id === row.id)
      return keep(isThere ? now.map((other) => (other.id === row.id ? row : other)) : [...now, row], known)
    },
    useRows() {
      const owner = useActor()?.accountId
      useEffect(() => void all(), [owner])
      const known = useChanging(onScreen)
      return known !== null && known.owner === owner ? known.rows : none
    },
  }
}

export interface Sending<T extends KeptRow> {
  list: KeptList<T>
  /** Still to be sent, unless it was refused. */
  waits: (row: T) => boolean
  /** Whether it can travel with the first of a batch; without this each travels by itself. */
  goesWith?: (first: T, row: T) => boolean
  /** So many at most in one batch. */
  most?: number
  /** Sends a batch. What comes back says of each row, as it stands by then, what becomes of it: null lets it go. */
  send: (batch: readonly T[]) => Promise<(row: T) => T | null>
  /** After at least one answer. */
  answered: () => void
  /** Runs it alone among others that must not happen meanwhile. */
  alone?: (run: () => Promise<void>) => Promise<void>
}

/** The next to be sent, in their order. */
function nextBatch<T extends KeptRow>({ list, waits, goesWith, most }: Sending<T>): readonly T[] {
  const waiting = list.all().filter((row) => row.refusal === null && waits(row))
  const [first] = waiting
  if (first === undefined || goesWith === undefined) return waiting.slice(0, 1)
  return waiting.filter((row) => goesWith(first, row)).slice(0, most)
}

/** False where it must not go on: nothing answered, or nothing was said of what was sent and is still there. */
async function sendBatch<T extends KeptRow>({ list, send }: Sending<T>, batch: readonly T[]): Promise<boolean> {
  const ids = batch.map(({ id }) => id)
  let becomes: (row: T) => T | null
  try {
    becomes = await send(batch)
  } catch (error) {
    if (mayPass(error)) return false
    becomes = (row) => Object.assign({}, row, { refusal: sentenceOf(error) })
  }
  const verdicts: boolean[] = []
  list.change(ids, (row) => {
    const next = becomes(row)
    verdicts.push(next !== row)
    return next
  })
  return verdicts.length === 0 || verdicts.includes(true)
}

/**
 * Sends what waits, batch after batch in the order of its rows, and stops where nothing answers: the next occasion tries
 * again. Whoever asks meanwhile waits for the same sending.
 */
export function sending<T extends KeptRow>(how: Sending<T>): () => Promise<void> {
  const { answered, alone = (run) => Promise.resolve().then(run) } = how
  let running: Promise<void> | null = null
  async function run(): Promise<void> {
    let isAny = false
    try {
      for (let batch = nextBatch(how); batch.length > 0 && sessionToken() !== null; batch = nextBatch(how)) {
        if (!(await sendBatch(how, batch))) return
        isAny = true
      }
    } finally {
      running = null
      if (isAny) answered()
    }
  }
  return async () => {
    if (sessionToken() === null || nextBatch(how).length === 0) return
    running ??= alone(run)
    await running
  }
}
