import { Refusal } from '@gezhong/shared/errors'
import { Turns } from '../../turns.ts'

/** Milliseconds after which nobody waits any longer for a text to be read. */
const PATIENCE = 20_000

/** A group has five hundred people at most. What more lines cost comes after the reading, where nothing waits for turns. */
const MOST_LINES = 10_000
const TOO_MANY = `一次最多贴${MOST_LINES}条，请分几次贴`

/** A reader of chains that gives way after every line. */
export type ParseInSteps<C, E> = (text: string, context: C) => Generator<void, { readonly entries: readonly E[] }>

/**
 * Reads a pasted text and lets other requests have their turn between its lines. A few hundred lines are read without
 * noticing it; a text made to be slow is refused when it takes too long.
 */
export async function readText<C, E>(
  parse: ParseInSteps<C, E>,
  text: string,
  context: C,
  patience = PATIENCE,
): Promise<readonly E[]> {
  const turns = new Turns()
  const giveUpAt = performance.now() + patience
  const steps = parse(text, context)
  for (;;) {
    const step = steps.next()
    if (step.done === true) {
      if (step.value.entries.length > MOST_LINES) throw new Refusal('too-large', TOO_MANY)
      return step.value.entries
    }
    if (!turns.due) continue
    if (performance.now() >= giveUpAt) throw new Refusal('text-too-slow')
    await turns.share()
  }
}

/** What a text is read with, and a print of it: the same print reads the same text the same way. */
export interface Around<C> {
  context: C
  print: string
}

/** A reader that has read the text already: it takes seconds, and meanwhile no connection is held. */
export async function readAhead<C, E>(
  reader: TextReader<C, E>,
  { text, around }: { text: string; around: Around<C> },
): Promise<TextReader<C, E>> {
  await reader.read(text, around)
  return reader
}

/**
 * Reads a text once for a whole request, as long as nothing changes around it: ahead of the transaction, where it may
 * take its time and holds no connection, and again inside only when the ledger has changed since.
 */
export class TextReader<C, E> {
  #last: { text: string; print: string; entries: readonly E[] } | undefined
  readonly #parse: ParseInSteps<C, E>
  readonly #patience: number

  constructor(parse: ParseInSteps<C, E>, patience = PATIENCE) {
    this.#parse = parse
    this.#patience = patience
  }

  async read(text: string, { context, print }: Around<C>): Promise<readonly E[]> {
    if (this.#last?.text !== text || this.#last.print !== print)
      this.#last = { text, print, entries: await readText(this.#parse, text, context, this.#patience) }
    return this.#last.entries
  }
}
