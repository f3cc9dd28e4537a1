import { Refusal } from '@gezhong/shared/errors'
import { parseChainInSteps } from '@gezhong/shared/people/chain/parse'
import type { ChainContext, ParsedChain } from '@gezhong/shared/people/chain/types'
import { Turns } from '../../turns.ts'

/** Milliseconds after which nobody waits any longer for a text to be read. */
const PATIENCE = 20_000

/** A group has five hundred people at most. What more lines cost comes after the reading, where nothing waits for turns. */
const MOST_LINES = 10_000
const TOO_MANY = `一次最多贴${MOST_LINES}条，请分几次贴`

/**
 * Reads a pasted text and lets other requests have their turn between its lines. A few hundred lines are read without
 * noticing it; a text made to be slow is refused when it takes too long.
 */
export async function readText(
  text: string,
  context: ChainContext,
  patience = PATIENCE,
): Promise<ParsedChain['entries']> {
  const turns = new Turns()
  const giveUpAt = performance.now() + patience
  const steps = parseChainInSteps(text, context)
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
export interface Around {
  context: ChainContext
  print: string
}

/**
 * Reads a text once for a whole request, as long as nothing changes around it: ahead of the transaction, where it may
 * take its time and holds no connection, and again inside only when the ledger has changed since.
 */
export class TextReader {
  #last: { text: string; print: string; entries: ParsedChain['entries'] } | undefined
  readonly #patience: number

  constructor(patience = PATIENCE) {
    this.#patience = patience
  }

  async read(text: string, { context, print }: Around): Promise<ParsedChain['entries']> {
    if (this.#last?.text !== text || this.#last.print !== print)
      this.#last = { text, print, entries: await readText(text, context, this.#patience) }
    return this.#last.entries
  }
}
