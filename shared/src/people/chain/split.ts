import type { AreaBook } from '../written-area.ts';
import { headingText, isDateTitle, isExample, isHeader, isRule, lineIndex, linesOf, nicknameLine, readsAsNote, templateWords } from './line-kinds.ts';
import type { Line, LineIndex } from './line-kinds.ts';
import { inlineStarts } from './inline-entries.ts';
import { lineFacts } from './line-facts.ts';
import type { LineFacts } from './line-facts.ts';
import type { DoorMention } from './door-mentions.ts';
import { splitNickname } from './nickname.ts';
import type { SegmentKind } from './types.ts';

/** A piece of the folded text. Pieces follow each other without gaps. */
export type Piece = {
  readonly kind: SegmentKind;
  readonly start: number;
  end: number;
  /** Line on which it starts, from 1. */
  readonly line: number;
  readonly index: number | null;
  /** Where the text behind index and nickname line starts. */
  readonly body: number;
  readonly nickname: string | null;
  /** The text of a heading or header. */
  readonly words: string;
};

export type SplitContext = { readonly book: AreaBook; readonly areaCode: string | undefined; readonly isPlaceHeading: (words: string) => boolean };

function hasRoom(mention: DoorMention): boolean {
  return mention.extents[0]?.readings[0]?.room !== undefined || mention.extents[0]?.readings[0]?.building === undefined;
}

/** `902室` on a line of its own after `12栋2单元`. */
function isRestOfDoor(mention: DoorMention): boolean {
  const reading = mention.extents[0]?.readings[0];
  return mention.area.kind === 'none' && reading !== undefined && reading.plate === undefined && reading.building === undefined;
}

type Seen = LineFacts & { readonly total: number };
const LABEL_START = /^[ \t]*(?:门牌号?码?|地址|住址|姓名|户主|人数|人口|电话|手机号?|联系方式|联系电话|楼栋号?|栋号|楼号|单元号?|房号|房间号|备注|楼层)[ ]?[:=]/;
const REMARK_WORD = /^(?:补充|补报|补登|更正|修改|备注|说明|新增|另外|还有|附|注)$/;
const OTHERS = /^(?:其他|其它|其余|剩余|另外|以下|未分)/;

/** Splits a folded text into headers, notes, headings, quotes, nicknames, blanks and entries. */
export class ChainSplitter {
  readonly pieces: Piece[] = [];
  private readonly lines: Line[];
  private open: Piece | null = null;
  private openFacts: Seen | null = null;
  private nickname: Piece | null = null;
  private indexed = false;
  private entries = 0;
  private example: Seen | null = null;
  private lastIndex = 0;
  private unsureRun = 0;

  constructor(private readonly text: string, private readonly context: SplitContext) {
    this.lines = linesOf(text);
  }

  split(): Piece[] {
    this.indexed = this.lines.some((line) => lineIndex(line.text)?.sure === true && !isDateTitle(line.text));
    for (let at = 0; at < this.lines.length; at += 1) at = this.take(at);
    return this.pieces;
  }

  private push(kind: SegmentKind, line: Line, more: Partial<Piece> = {}): Piece {
    const piece: Piece = { kind, start: line.start, end: line.next, line: line.number, index: null, body: line.start, nickname: null, words: '', ...more };
    this.pieces.push(piece);
    return piece;
  }

  private close(): void {
    this.open = null;
    this.openFacts = null;
  }

  /** Takes the line at `at`; returns the last line that went with it. */
  private take(at: number): number {
    const line = this.lines[at] as Line;
    const text = line.text;
    if (text.trim() === '') {
      this.close();
      this.example = null;
      this.push('blank', line);
      return at;
    }
    if (isRule(text)) {
      this.close();
      this.push('quote', line);
      return at;
    }
    const quoted = this.quoteEnd(at);
    if (quoted !== null) {
      this.close();
      for (let k = at; k <= quoted; k += 1) this.push('quote', this.lines[k] as Line);
      return quoted;
    }
    const index = this.indexOf(at);
    if (index === null || (isHeader(text) && (/#/.test(text) || this.entries === 0) && !this.readsAsEntry(text))) {
      if (this.takeWithoutIndex(line, at)) return at;
    }
    if (index !== null) return this.takeIndexed(line, index, at);
    this.takePlain(line, at);
    return at;
  }

  private readsAsEntry(text: string): boolean {
    const facts = this.facts(text);
    return facts.door && (facts.phones > 0 || facts.count) && inlineStarts(text, null, 0).length === 0 && !/#/.test(text);
  }

  /** Last line of a quoted message (`「…」`), or null. A whole chain inside quotes is read as a chain. */
  private quoteEnd(at: number): number | null {
    const text = (this.lines[at] as Line).text.trim();
    if (/^>/.test(text)) return lineIndex(text)?.sure === true ? null : at;
    if (!text.startsWith('「')) return null;
    for (let k = at; k < Math.min(this.lines.length, at + 40); k += 1) {
      const line = (this.lines[k] as Line).text;
      if (k > at && (lineIndex(line)?.sure === true || isHeader(line))) return null;
      if (line.includes('」')) return /」[ \t]*$/.test(line) ? k : null;
    }
    return null;
  }

  private indexOf(at: number): LineIndex | null {
    const line = this.lines[at] as Line;
    const index = lineIndex(line.text);
    if (index === null) return null;
    if (this.entries === 0 && isDateTitle(line.text) && !this.hasPhone(line.text)) return null;
    if (nicknameLine(line.text) !== null && this.facts(line.text).door === false) return null;
    if (index.chinese && this.context.isPlaceHeading(line.text.slice(index.length).replace(/[:\s]+$/, ''))) return null;
    if (index.sure) return index;
    const rest = line.text.slice(index.length);
    const facts = this.facts(rest);
    const followed = this.nextIndexValue(at) === index.value + 1;
    const follows = index.value === this.lastIndex + 1;
    const inOrder = (follows && (this.lastIndex > 0 || followed)) || followed;
    const glued = !/[ \t]$/.test(line.text.slice(0, index.length));
    if (glued) return facts.door && facts.doors[0]?.start === 0 && facts.doors[0].area.kind !== 'none' && (inOrder || facts.doors[0].area.kind === 'known') ? index : null;
    if (facts.door && !/^[ \t]*[之附号-]/.test(rest)) return facts.doors[0]?.area.kind !== 'none' || inOrder || facts.doors[0].start > 0 ? index : null;
    if (follows && followed && this.unsureRun >= 2) return index;
    return inOrder && (/^[\u4e00-\u9fff]/.test(rest) || facts.bare >= 2) ? index : null;
  }

  private nextIndexValue(at: number): number | null {
    for (let k = at + 1; k < Math.min(this.lines.length, at + 4); k += 1) {
      const index = lineIndex((this.lines[k] as Line).text);
      if (index !== null) return index.value;
    }
    return null;
  }

  private hasPhone(text: string): boolean {
    return this.facts(text).phones > 0;
  }

  private facts(text: string): Seen {
    const facts = lineFacts(text, this.context.book, this.context.areaCode);
    return { ...facts, total: Number(facts.door) + Number(facts.count) + Number(facts.phones > 0) };
  }

  /** Headers, examples, templates, headings, nickname lines. False when the line is none of them. */
  private takeWithoutIndex(line: Line, at: number): boolean {
    const text = line.text;
    const inline = inlineStarts(text, null, 0);
    if (inline.length > 0 && (isHeader(text) || inline.length > 1 || this.facts(text.slice(inline[0]?.at)).total >= 2)) {
      this.takeInline(line, inline);
      return true;
    }
    if (/聊天记录/.test(text)) return this.plain('note', line);
    if (isExample(text) || (templateWords(text) >= 2 && !this.hasPhone(text) && !/\d/.test(text))) {
      const facts = this.facts(text);
      this.example = facts.total > 0 || templateWords(text) === 0 ? facts : null;
      return this.plain('example', line);
    }
    if (isHeader(text) && !this.readsAsEntry(text)) {
      return this.plain(this.entries === 0 || /#/.test(text) ? 'header' : 'note', line);
    }
    if (this.entries === 0 && isDateTitle(text) && !this.hasPhone(text)) return this.plain('header', line);
    const nickname = nicknameLine(text);
    if (nickname !== null && !(this.facts(text).door && (this.facts(text).count || this.hasPhone(text)))) {
      this.close();
      this.example = null;
      this.nickname = this.push('nickname', line, { nickname });
      return true;
    }
    return this.takeHeading(line, at);
  }

  private plain(kind: SegmentKind, line: Line): true {
    this.close();
    if (kind !== 'example') this.example = null;
    this.nickname = null;
    this.push(kind, line, { words: line.text });
    return true;
  }

  private takeHeading(line: Line, at: number): boolean {
    const chinese = lineIndex(line.text);
    const text = chinese?.chinese === true ? line.text.slice(chinese.length) : line.text;
    const words = headingText(text);
    if (words !== null) {
      const facts = this.facts(words);
      if (facts.phones > 0 || facts.count || LABEL_START.test(text)) return false;
      const place = this.context.isPlaceHeading(words);
      if (/:[ \t]*$/.test(text) && !place && !OTHERS.test(words)) {
        if (REMARK_WORD.test(words)) return this.plain('note', line);
        if (!this.indexFollows(at) && !readsAsNote(words)) {
          this.close();
          this.nickname = this.push('nickname', line, { nickname: words });
          return true;
        }
        if (readsAsNote(words)) return this.plain('note', line);
      }
      return this.plain('heading', line);
    }
    const trimmed = text.trim();
    return trimmed.length <= 16 && this.nickname === null && this.context.isPlaceHeading(trimmed) ? this.plain('heading', line) : false;
  }

  private indexFollows(at: number): boolean {
    for (let k = at + 1; k < this.lines.length; k += 1) {
      const text = (this.lines[k] as Line).text;
      if (text.trim() !== '') return lineIndex(text) !== null;
    }
    return false;
  }

  private takeIndexed(line: Line, index: LineIndex, at: number): number {
    this.close();
    this.example = null;
    const rest = line.text.slice(index.length);
    this.lastIndex = index.value;
    this.unsureRun = index.sure ? 0 : this.unsureRun + 1;
    if (rest.replace(/[\s.,。、:;()_-]+/g, '') === '') return this.takeEmptyIndex(line, index, at);
    if (isExample(rest)) {
      this.plain('example', line);
      return at;
    }
    const inline = inlineStarts(line.text, index.value, index.length);
    if (inline.length > 0) this.takeInline(line, [{ at: 0, value: index.value, body: index.length }, ...inline]);
    else this.start(line, line.start, index.value, line.start + index.length, this.facts(rest));
    return at;
  }

  /** An index alone: a placeholder, unless its text stands on the next line. */
  private takeEmptyIndex(line: Line, index: LineIndex, at: number): number {
    const next = this.lines[at + 1];
    if (next !== undefined && next.text.trim() !== '' && this.indexOf(at + 1) === null && !isHeader(next.text) && !isExample(next.text) && headingText(next.text) === null && nicknameLine(next.text) === null) {
      const facts = this.facts(next.text);
      if (facts.total > 0 && !(readsAsNote(next.text) && facts.total < 2)) {
        const piece = this.start(line, line.start, index.value, line.start + index.length, facts);
        piece.end = next.next;
        return at + 1;
      }
    }
    this.nickname = null;
    this.push('blank', line, { index: index.value });
    return at;
  }

  private takeInline(line: Line, starts: readonly { at: number; value: number; body: number }[]): void {
    this.close();
    const first = starts[0] as { at: number };
    if (first.at > 0) this.push('header', { ...line, next: line.start + first.at }, { words: line.text.slice(0, first.at) });
    starts.forEach((start, k) => {
      const next = starts[k + 1];
      const from = line.start + start.at;
      const to = next === undefined ? line.next : line.start + next.at;
      const body = line.text.slice(start.body, next?.at ?? line.text.length);
      this.lastIndex = start.value;
      if (body.replace(/[\s.,。、:;()_-]+/g, '') === '') {
        this.pieces.push({ kind: 'blank', start: from, end: to, line: line.number, index: start.value, body: from, nickname: null, words: '' });
      } else {
        const piece = this.start({ ...line, next: to }, from, start.value, line.start + start.body, this.facts(body));
        if (next !== undefined) this.close();
        piece.end = to;
      }
    });
  }

  private start(line: Line, start: number, index: number | null, body: number, facts: Seen): Piece {
    const nickname = this.nickname;
    if (nickname !== null) this.pieces.pop();
    this.nickname = null;
    this.entries += 1;
    const piece: Piece = { kind: 'entry', start: nickname?.start ?? start, end: line.next, line: nickname?.line ?? line.number, index, body, nickname: nickname?.nickname ?? null, words: '' };
    this.pieces.push(piece);
    this.open = piece;
    this.openFacts = facts;
    return piece;
  }

  /** A line without an index: goes on with the entry before it, is one itself, or is a note. */
  private takePlain(line: Line, at: number): void {
    const facts = this.facts(line.text);
    if (this.example !== null && this.continuesExample(line.text, facts)) {
      this.push('example', line, { words: line.text });
      return;
    }
    this.example = null;
    if (this.open !== null && this.continues(line.text, facts)) {
      this.extend(line, facts);
      return;
    }
    const alone = this.isEntry(line.text, facts, at);
    if (alone) this.start(line, line.start, null, line.start, facts);
    else this.plain('note', line);
  }

  private extend(line: Line, facts: Seen): void {
    const [open, seen] = [this.open as Piece, this.openFacts as Seen];
    open.end = line.next;
    this.openFacts = { ...seen, phones: seen.phones + facts.phones, door: seen.door || facts.door, doors: [...seen.doors, ...facts.doors], count: seen.count || facts.count, bare: seen.bare + facts.bare, total: Number(seen.door || facts.door) + Number(seen.count || facts.count) + Number(seen.phones + facts.phones > 0) };
  }

  private continues(text: string, facts: Seen): boolean {
    const seen = this.openFacts as Seen;
    if (facts.total === 0 && facts.bare === 0) {
      if (facts.intent) return facts.rest.length <= 4;
      return !readsAsNote(text) && (LABEL_START.test(text) || text.trim().length <= 12);
    }
    if (readsAsNote(text) && facts.total < 2) return false;
    if (splitNickname(text) !== null && !LABEL_START.test(text)) return false;
    if (facts.door && seen.door) return facts.doors.every(isRestOfDoor) && seen.doors.some((door) => !hasRoom(door));
    if (facts.door && ((facts.count && seen.count) || (facts.phones > 0 && seen.phones > 0))) return false;
    if (facts.door) return true;
    if (facts.count && (seen.count || seen.bare > 0) && facts.phones > 0 && seen.phones > 0) return false;
    if (facts.count && seen.count) return /大|小|老|男|女|孩|其中/.test(text);
    return true;
  }

  private continuesExample(text: string, facts: Seen): boolean {
    const seen = this.example as Seen;
    if (facts.door && seen.door) return false;
    if (/x{3,}|X{3,}|\*{3,}|…|\.{3}/.test(text)) return true;
    if (facts.total >= 3 || (facts.total >= 2 && seen.total >= 2)) return false;
    const more = (facts.door && !seen.door) || (facts.count && !seen.count) || (facts.phones > 0 && seen.phones === 0);
    if (!more && facts.total > 0) return false;
    if (!more && !LABEL_START.test(text) && templateWords(text) === 0) return false;
    this.example = { ...seen, door: seen.door || facts.door, count: seen.count || facts.count, phones: seen.phones + facts.phones, total: seen.total + facts.total };
    return true;
  }

  private isEntry(text: string, facts: Seen, at: number): boolean {
    const spoken = this.nickname !== null;
    const note = readsAsNote(text);
    if (facts.total === 3) return true;
    if (facts.door && (facts.phones > 0 || facts.count || facts.intent || facts.bare > 0)) return !note || (facts.doors[0]?.start ?? 1) === 0;
    if (facts.onlyDoor) return true;
    if (facts.door && (spoken || !this.indexed)) return !note && facts.rest.length <= 6;
    if (facts.count && facts.phones > 0) return !note;
    if (facts.phones > 0 && (facts.bare > 0 || spoken || !this.indexed)) return !note && facts.rest.length <= 8;
    if (facts.count && (spoken || (!this.indexed && this.followed(at)))) return !note && facts.rest.length <= 3;
    return spoken && (facts.intent || facts.bare > 0) && !note && facts.rest.length <= 4;
  }

  private followed(at: number): boolean {
    return this.lines.length > at + 1 || this.entries > 0;
  }
}
