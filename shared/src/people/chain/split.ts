import {
  headingText,
  isDateTitle,
  isExample,
  isHeader,
  isRule,
  lineIndex,
  linesOf,
  nicknameLine,
  onlyThanks,
  readsAsNote,
  templateWords,
} from './line-kinds.ts'
import type { Line, LineIndex } from './line-kinds.ts'
import { columnsOf, isRow, rowIndex } from './table.ts'
import type { Columns } from './table.ts'
import { inlineStarts } from './inline-entries.ts'
import { factsReader } from './line-facts.ts'
import type { LineContext, LineFacts } from './line-facts.ts'
import { addFacts, continuesEntry, continuesExample, isOwnEntry, statementStarts } from './entry-lines.ts'
import { labelledBlock, startsWithLabel } from './labelled-block.ts'
import { headingApart, indexAt, indexFollows, nextIndexValue, quoteEnd } from './line-index.ts'
import { PieceList } from './piece-list.ts'
import type { Piece } from './piece-list.ts'
import type { SegmentKind } from './types.ts'

export type SplitContext = LineContext & { readonly isPlaceHeading: (words: string, marked?: boolean) => boolean }

const REMARK_WORD = /^(?:补充|补报|补登|更正|修改|备注|说明|新增|另外|还有|附|注)$/
const OTHERS = /^(?:其他|其它|其余|剩余|另外|以下|未分)/

/** Splits a folded text into headers, notes, headings, quotes, nicknames, blanks and entries. */
export class ChainSplitter {
  private readonly list: PieceList
  private readonly lines: Line[] = []
  private indexed = false
  private example: LineFacts | null = null
  private columns: Columns | null = null
  private lastIndex = 0
  private unsureRun = 0
  private readonly facts: (text: string) => LineFacts

  constructor(
    private readonly text: string,
    private readonly context: SplitContext,
  ) {
    this.facts = factsReader(context)
    this.list = new PieceList(this.facts)
  }

  *split(): Generator<void, Piece[]> {
    for (const line of linesOf(this.text)) {
      this.lines.push(...headingApart(line, this.context.isPlaceHeading))
      yield
    }
    this.indexed = this.lines.some((line) => lineIndex(line.text)?.sure === true && !isDateTitle(line.text))
    for (let at = 0; at < this.lines.length; at += 1, yield) at = this.take(at)
    return this.list.pieces
  }

  /** A name on one line and the time on the next, as some exports have it. */
  private takeNameAndTime(line: Line, at: number): boolean {
    const next = this.lines[at + 1]
    if (next === undefined || nicknameLine(next.text) !== '' || line.text.trim().length > 24) return false
    const facts = this.facts(line.text)
    if (facts.phones > 0 || facts.count || isHeader(line.text) || lineIndex(line.text)?.sure === true) return false
    this.list.close()
    this.example = null
    this.list.nickname = this.list.push('nickname', line, { nickname: line.text.trim() })
    this.list.nickname.end = next.next
    return true
  }

  /** Takes the line at `at`; returns the last line that went with it. */
  private take(at: number): number {
    const line = this.lines[at] as Line
    const text = line.text
    if (text.trim() === '') {
      this.list.close()
      this.example = null
      this.list.push('blank', line)
      return at
    }
    if (isRule(text)) {
      this.list.close()
      this.list.push('quote', line)
      return at
    }
    if (this.takeNotice(line)) return at
    const quoted = quoteEnd(this.lines, at)
    if (quoted !== null) {
      this.list.close()
      for (let k = at; k <= quoted; k += 1) this.list.push('quote', this.lines[k] as Line)
      return quoted
    }
    if (this.columns !== null && this.takeRow(line, this.columns)) return at
    if (this.takeNameAndTime(line, at)) return at + 1
    const index = this.indexAt(at)
    if (index === null || (isHeader(text) && (/#/.test(text) || this.list.entries === 0) && !this.readsAsEntry(text))) {
      if (this.takeWithoutIndex(line, at)) return at
    }
    if (index !== null) return this.takeIndexed(line, index, at)
    return this.takePlain(line, at)
  }

  private readsAsEntry(text: string): boolean {
    const facts = this.facts(text)
    return (
      facts.door && (facts.phones > 0 || facts.count) && inlineStarts(text, null, 0).length === 0 && !/#/.test(text)
    )
  }

  private indexAt(at: number): LineIndex | null {
    const state = { last: this.lastIndex, unsureRun: this.unsureRun, entries: this.list.entries }
    return indexAt(this.lines, at, state, { facts: this.facts, isPlaceHeading: this.context.isPlaceHeading })
  }

  private takeNotice(line: Line): boolean {
    return this.context.isNotice?.(line) === true && this.plain(this.list.entries === 0 ? 'header' : 'note', line)
  }

  private countFrom(last: number | null): void {
    if (last !== null) this.lastIndex = last
  }

  /** Headers, examples, templates, headings, nickname lines. False when the line is none of them. */
  private takeWithoutIndex(line: Line, at: number): boolean {
    const text = line.text
    const inline = inlineStarts(text, null, 0)
    if (
      inline.length > 0 &&
      !(isExample(text) && inline.length === 1) &&
      (isHeader(text) || inline.length > 1 || this.facts(text.slice(inline[0]?.at)).total >= 2)
    ) {
      this.countFrom(this.list.startInline(line, inline))
      return true
    }
    if (/聊天记录/.test(text)) return this.plain('note', line)
    if (isExample(text) || (templateWords(text) >= 2 && this.facts(text).phones === 0 && !/\d/.test(text))) {
      this.columns = columnsOf(text)
      const facts = this.facts(text)
      this.example = facts.total > 0 || templateWords(text) === 0 ? facts : null
      return this.plain('example', line)
    }
    if (isHeader(text) && !this.readsAsEntry(text)) {
      const begins = this.list.entries === 0 || /#/.test(text) || nextIndexValue(this.lines, at) === 1
      return this.plain(begins ? 'header' : 'note', line)
    }
    if (this.list.entries === 0 && isDateTitle(text) && this.facts(text).phones === 0) return this.plain('header', line)
    const nickname = nicknameLine(text)
    if (nickname !== null && !(this.facts(text).door && (this.facts(text).count || this.facts(text).phones > 0))) {
      this.list.close()
      this.example = null
      this.list.nickname = this.list.push('nickname', line, { nickname })
      return true
    }
    return this.takeHeading(line, at)
  }

  /** A row of a pasted table; false ends the table. */
  private takeRow(line: Line, columns: Columns): boolean {
    if (!isRow(line.text, columns)) {
      if (line.text.includes(columns.separator) === false || columns.separator === ' ') this.columns = null
      return false
    }
    const index = rowIndex(line.text, columns)
    const body = index?.body ?? 0
    if (line.text.slice(body).replace(/[\s|]+/g, '') === '') return false
    this.list.close()
    this.list.start(line, line.start, index?.value ?? null, line.start + body, line.text, columns)
    this.list.close()
    return true
  }

  private plain(kind: SegmentKind, line: Line): true {
    this.list.close()
    if (kind !== 'example') this.example = null
    this.list.nickname = null
    this.list.push(kind, line, { words: line.text })
    return true
  }

  private takeHeading(line: Line, at: number): boolean {
    const chinese = lineIndex(line.text)
    const text = chinese?.chinese === true ? line.text.slice(chinese.length) : line.text
    const words = headingText(text)
    if (words !== null) {
      const facts = this.facts(words)
      if (facts.phones > 0 || facts.count || startsWithLabel(text)) return false
      const place = this.context.isPlaceHeading(words, true)
      if (/:[ \t]*$/.test(text) && !place && !OTHERS.test(words)) {
        if (REMARK_WORD.test(words) || readsAsNote(words)) return this.plain('note', line)
        if (!indexFollows(this.lines, at)) {
          this.list.close()
          this.list.nickname = this.list.push('nickname', line, { nickname: words })
          return true
        }
      }
      return this.plain('heading', line)
    }
    const trimmed = text.trim()
    if (trimmed.length > 16 || this.list.nickname !== null || !this.context.isPlaceHeading(trimmed)) return false
    return this.plain('heading', line)
  }

  private takeIndexed(line: Line, index: LineIndex, at: number): number {
    this.list.close()
    const announced = this.example?.total === 0
    this.example = null
    const rest = line.text.slice(index.length)
    if (announced && (nextIndexValue(this.lines, at) ?? Infinity) <= index.value) {
      this.plain('example', line)
      return at
    }
    this.lastIndex = index.value
    this.unsureRun = index.sure ? 0 : this.unsureRun + 1
    if (rest.replace(/[\s.,。、:;()_-]+/g, '') === '') return this.takeEmptyIndex(line, index, at)
    if (isExample(rest) || onlyThanks(rest)) {
      this.plain(isExample(rest) ? 'example' : 'note', line)
      return at
    }
    const inline = inlineStarts(line.text, index.value, index.length)
    if (inline.length > 0)
      this.countFrom(this.list.startInline(line, [{ at: 0, value: index.value, body: index.length }, ...inline]))
    else this.list.start(line, line.start, index.value, line.start + index.length, rest)
    return at
  }

  /** An index alone: a placeholder, unless its text stands on the next line. */
  private takeEmptyIndex(line: Line, index: LineIndex, at: number): number {
    const next = this.lines[at + 1]
    if (
      next !== undefined &&
      next.text.trim() !== '' &&
      this.indexAt(at + 1) === null &&
      !isHeader(next.text) &&
      !isExample(next.text) &&
      headingText(next.text) === null &&
      nicknameLine(next.text) === null
    ) {
      const facts = this.facts(next.text)
      if (facts.total > 0 && !(readsAsNote(next.text) && facts.total < 2)) {
        const piece = this.list.start(line, line.start, index.value, line.start + index.length, facts)
        piece.end = next.next
        return at + 1
      }
    }
    this.list.nickname = null
    this.list.push('blank', line, { index: index.value })
    return at
  }

  /** A line without an index: goes on with the entry before it, is one itself, or is a note. */
  private takePlain(line: Line, at: number): number {
    const facts = this.facts(line.text)
    if (this.example !== null && continuesExample(line.text, facts, this.example)) {
      this.example = addFacts(this.example, facts)
      this.list.push('example', line, { words: line.text })
      return at
    }
    this.example = null
    const form = labelledBlock(this.lines, at, this.facts, !this.indexed)
    if (form !== null && !(this.list.canGrow && !this.list.seen().door)) {
      this.takeForm(at, form)
      return form
    }
    if (this.list.canGrow && continuesEntry(line.text, facts, this.list.seen(), this.context.asks === 'items')) {
      this.list.extend(line, facts)
      return at
    }
    const cuts = this.list.nickname === null ? statementStarts(line.text, facts, this.facts) : []
    if (cuts.length > 1) {
      this.list.startInline(
        line,
        cuts.map((cut) => ({ at: cut, value: null, body: cut })),
      )
      return at
    }
    const alone = isOwnEntry(line.text, facts, {
      spoken: this.list.nickname !== null,
      indexed: this.indexed,
      begun: this.list.entries > 0,
      items: this.context.asks === 'items',
    })
    if (alone) this.list.start(line, line.start, null, line.start, facts)
    else this.plain('note', line)
    return at
  }

  /** A form filled in over several lines is one entry. */
  private takeForm(at: number, last: number): void {
    const first = this.lines[at] as Line
    this.list.close()
    this.list.start(first, first.start, null, first.start, this.facts(first.text))
    for (let k = at + 1; k <= last; k += 1)
      this.list.extend(this.lines[k] as Line, this.facts((this.lines[k] as Line).text))
  }
}
