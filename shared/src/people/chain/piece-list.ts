import { addFacts } from './entry-lines.ts'
import type { LineFacts } from './line-facts.ts'
import type { Line } from './line-kinds.ts'
import type { Columns } from './table.ts'
import type { SegmentKind } from './types.ts'

/** A piece of the folded text. Pieces follow each other without gaps. */
export type Piece = {
  readonly kind: SegmentKind
  readonly start: number
  end: number
  /** Line on which it starts, from 1. */
  readonly line: number
  readonly index: number | null
  /** Where the text behind index and nickname line starts. */
  readonly body: number
  readonly nickname: string | null
  /** The text of a heading or header. */
  readonly words: string
  /** Set on the rows of a pasted table. */
  readonly columns?: Columns | undefined
}

/** No household's report has more lines. */
const MOST_LINES = 40

/** The pieces of a text while it is being split, with the entry that is still open and the nickname that waits for one. */
export class PieceList {
  readonly pieces: Piece[] = []
  open: Piece | null = null
  nickname: Piece | null = null
  entries = 0
  private openFacts: LineFacts | null = null
  private openText = ''
  private openLines = 0

  constructor(private readonly facts: (text: string) => LineFacts) {}

  push(kind: SegmentKind, line: Line, more: Partial<Piece> = {}): Piece {
    const piece: Piece = {
      kind,
      start: line.start,
      end: line.next,
      line: line.number,
      index: null,
      body: line.start,
      nickname: null,
      words: '',
      ...more,
    }
    this.pieces.push(piece)
    return piece
  }

  close(): void {
    this.open = null
    this.openFacts = null
    this.openText = ''
    this.openLines = 0
  }

  /** Whether a further line may go on with the open entry. */
  get canGrow(): boolean {
    return this.open !== null && this.openLines < MOST_LINES
  }

  /** Several entries on one line; gives the last index. What stands before the first is a header. */
  startInline(line: Line, starts: readonly { at: number; value: number | null; body: number }[]): number | null {
    let last: number | null = null
    this.close()
    const first = starts[0] as { at: number }
    if (first.at > 0)
      this.push('header', { ...line, next: line.start + first.at }, { words: line.text.slice(0, first.at) })
    starts.forEach((start, k) => {
      const next = starts[k + 1]
      const from = line.start + start.at
      const to = next === undefined ? line.next : line.start + next.at
      const body = line.text.slice(start.body, next?.at ?? line.text.length)
      if (start.value !== null) last = start.value
      if (body.replace(/[\s.,。、:;()_-]+/g, '') === '') {
        this.pieces.push({
          kind: 'blank',
          start: from,
          end: to,
          line: line.number,
          index: start.value,
          body: from,
          nickname: null,
          words: '',
        })
      } else {
        const piece = this.start({ ...line, next: to }, from, start.value, line.start + start.body, body)
        if (next !== undefined) this.close()
        piece.end = to
      }
    })
    return last
  }

  start(
    line: Line,
    start: number,
    index: number | null,
    body: number,
    facts: LineFacts | string,
    columns?: Columns,
  ): Piece {
    const nickname = this.nickname
    if (nickname !== null) this.pieces.pop()
    this.nickname = null
    this.entries += 1
    const piece: Piece = {
      kind: 'entry',
      start: nickname?.start ?? start,
      end: line.next,
      line: nickname?.line ?? line.number,
      index,
      body,
      nickname: nickname?.nickname ?? null,
      words: '',
      columns,
    }
    this.pieces.push(piece)
    this.open = piece
    this.openLines = 1
    this.openFacts = typeof facts === 'string' ? null : facts
    this.openText = typeof facts === 'string' ? facts : ''
    return piece
  }

  /** What the open entry holds so far; read only when a line without an index follows it. */
  seen(): LineFacts {
    this.openFacts ??= this.facts(this.openText)
    return this.openFacts
  }

  extend(line: Line, facts: LineFacts): void {
    const open = this.open as Piece
    open.end = line.next
    this.openLines += 1
    this.openFacts = addFacts(this.seen(), facts)
  }
}
