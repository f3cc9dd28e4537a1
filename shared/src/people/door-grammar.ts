import { NUMERAL_CLASS, arabicDigits } from './chinese-number.ts';

/** The number part of a door, in one way of reading it. `lane` is a number that completes the area: the 5 of `5-8` = 5巷8号. */
export type NumberReading = {
  readonly plate?: string;
  readonly sub?: string;
  readonly building?: string;
  readonly unit?: string;
  readonly floor?: string;
  readonly room?: string;
  readonly lane?: string;
};

/**
 * One extent of a number part in a text. `readings` are in the order in which people mean them; `spare` is a number
 * inside the extent that could just as well be the headcount (`12号-3`); `marked` tells that a word such as 号 or 栋 was there.
 */
export type NumberExtent = {
  readonly end: number;
  readonly readings: readonly NumberReading[];
  readonly marked: boolean;
  /** A number part that is only a letter and digits, or digits with a letter: also a nickname's habit. */
  readonly weak: boolean;
};

const N = `(?:\\d{1,5}|[${NUMERAL_CLASS}]{1,5})`;
const CODE = `(?:[A-Za-z]{0,2}\\d{1,4}[A-Za-z]?|[A-Za-z]|[${NUMERAL_CLASS}]{1,5})`;
const ROOM = `(?:[A-Za-z]?\\d{1,5}[A-Za-z]?|[${NUMERAL_CLASS}]{3,5})`;
const BUILDING_WORD = '(?:号楼|号栋|号幢|栋楼?|幢楼?|座|#楼?)';
const COUNTING = '(?:[ \\t]*(?:口|人(?!数|口)|位|名|个)|[大小老男女])';
const NO_COUNT = `(?!${COUNTING}|\\d)`;

const sticky = (source: string): RegExp => new RegExp(source, 'y');
const PLATE = sticky(`(${N}[A-Za-z]?|[A-Za-z]\\d{1,4})[ \\t]*号(?:大?院|门牌)?(?!楼|栋|幢|座|房(?!东|客)|室|线|早上|晚|上午|下午|中午|之?前|之?后|开始|截止|核酸|检测)`);
const PLATE_PAIR = sticky(`(${N})[ \\t]*(之|附|-)[ \\t]*(${N})[ \\t]*号(?!楼|栋|幢|座|房(?!东|客)|室)`);
const PLATE_SUB_BARE = sticky(`(${N})[ \\t]*(?:之|附)[ \\t]*(${N})${NO_COUNT}`);
const SUB = sticky(`[ \\t]*[(]?(?:之|附)[ \\t]*(${N})[ \\t]*号?[)]?`);
const SUB_DASH = sticky(`[ \\t]*-[ \\t]*(${N})(?:[ \\t]*号(?![ \\t]*(?:楼|栋)))?${NO_COUNT}`);
const BUILDING = sticky(`(${CODE})[ \\t]*${BUILDING_WORD}`);
const BUILDING_AS_FLOOR = sticky(`(${CODE})[ \\t]*楼(?=[ \\t]*${CODE}[ \\t]*(?:单元|梯|门))`);
const UNIT = sticky(`(${CODE})[ \\t]*(?:单元|梯|门(?!牌))|(${CODE})单(?=[ \\t]*\\d)`);
const FLOOR = sticky(`(${N})[ \\t]*(?:层|楼|[Ff](?![A-Za-z]))`);
const ROOM_MARKED = sticky(`(${ROOM})[ \\t]*(?:号房间?|号室|室|房间?)`);
const ROOM_AS_NUMBER = sticky(`(\\d{3,5}[A-Za-z]?)[ \\t]*(?:号|户)`);
const ROOM_BARE = sticky(`([A-Za-z]?\\d{3,5}[A-Za-z]?|\\d{1,2}[A-Za-z]|[A-Za-z]\\d{1,2}|[${NUMERAL_CLASS}]{3,5})${NO_COUNT}(?![A-Za-z])`);
/** A room with a headcount stuck to it: `12022人` is 1202 and 2. */
const ROOM_GLUED = sticky('(\\d{3,4})(?=\\d{1,2}[ \\t]*[人口])');
const BARE_PAIR = sticky(`[ \\t]*[-/.][ \\t]*(${CODE})[ \\t]*[-/.][ \\t]*(${ROOM})${NO_COUNT}|(${CODE})[ \\t]*[-/.][ \\t]*(${ROOM})${NO_COUNT}`);
const CHAIN = sticky(`(${CODE})((?:[ \\t]?[-/.~_][ \\t]?(?:${CODE})(?![A-Za-z\\d])){1,5})`);
const LETTER_ROOM = sticky(`([A-Za-z])(\\d{1,4})(?![\\dA-Za-z])${NO_COUNT}`);
const DIGITS_LETTER = sticky(`(\\d{1,5}[A-Za-z])(?![\\dA-Za-z])${NO_COUNT}`);
const GAP = sticky('[ \\t]*[,，、·/-]?[ \\t]*');
const SMALL_GAP = sticky('[ \\t]*-?[ \\t]*');
const STARTER = new RegExp(`[A-Za-z\\d${NUMERAL_CLASS}]`);

function at(pattern: RegExp, text: string, position: number): RegExpExecArray | null {
  pattern.lastIndex = position;
  return pattern.exec(text);
}

/** A part as it is kept: Arabic digits, no leading zeros, letters upper case. */
function part(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const upper = text.toUpperCase();
  const mixed = /^([A-Z]*)(\d+)([A-Z]*)$/.exec(upper);
  if (mixed !== null) return `${mixed[1] as string}${arabicDigits(mixed[2] as string) as string}${mixed[3] as string}`;
  return arabicDigits(upper) ?? upper;
}

type Tail = { readonly end: number; readonly parts: NumberReading };

/** What follows a building (or a plate): unit, floor, room, each with its word or, behind a dash, bare. */
function readTail(text: string, from: number, have: NumberReading): Tail {
  let end = from;
  let parts: NumberReading = have;
  const unit = at(UNIT, text, skip(GAP, text, end));
  if (unit !== null && parts.unit === undefined) {
    parts = { ...parts, unit: part(unit[1] ?? unit[2]) as string };
    end = UNIT.lastIndex;
  } else if (parts.building !== undefined && parts.unit === undefined) {
    const pair = at(BARE_PAIR, text, end);
    if (pair !== null) {
      return { end: BARE_PAIR.lastIndex, parts: { ...parts, unit: part(pair[1] ?? pair[3]) as string, room: part(pair[2] ?? pair[4]) as string } };
    }
  }
  const floor = at(FLOOR, text, skip(GAP, text, end));
  if (floor !== null) {
    parts = { ...parts, floor: part(floor[1]) as string };
    end = FLOOR.lastIndex;
  }
  const gap = skip(GAP, text, end);
  const marked = at(ROOM_MARKED, text, gap);
  if (marked !== null) return { end: ROOM_MARKED.lastIndex, parts: { ...parts, room: part(marked[1]) as string } };
  const numbered = end > from || parts.building !== undefined ? at(ROOM_AS_NUMBER, text, gap) : null;
  if (numbered !== null) return { end: ROOM_AS_NUMBER.lastIndex, parts: { ...parts, room: part(numbered[1]) as string } };
  const bare = at(ROOM_BARE, text, skip(SMALL_GAP, text, end));
  if (bare !== null) return { end: ROOM_BARE.lastIndex, parts: { ...parts, room: part(bare[1]) as string } };
  const glued = parts.unit === undefined && parts.building === undefined ? null : at(ROOM_GLUED, text, skip(SMALL_GAP, text, end));
  if (glued !== null) return { end: ROOM_GLUED.lastIndex, parts: { ...parts, room: part(glued[1]) as string } };
  return { end, parts };
}

function skip(pattern: RegExp, text: string, position: number): number {
  pattern.lastIndex = position;
  pattern.exec(text);
  return Math.max(position, pattern.lastIndex);
}

function readAfterPlate(text: string, from: number, plate: string, sub: string | undefined): NumberExtent[] {
  const have: NumberReading = sub === undefined ? { plate } : { plate, sub };
  const gap = skip(GAP, text, from);
  const building = at(BUILDING, text, gap);
  const extents: NumberExtent[] = [];
  if (building !== null && sub === undefined) {
    const tail = readTail(text, BUILDING.lastIndex, { ...have, building: part(building[1]) as string });
    extents.push({ end: tail.end, readings: [tail.parts], marked: true, weak: false });
    return extents;
  }
  const tail = readTail(text, from, have);
  if (tail.end > from) {
    const asBuilding: NumberReading = { ...tail.parts, building: plate };
    const { plate: _, ...withoutPlate } = asBuilding;
    extents.push({ end: tail.end, readings: sub === undefined ? [tail.parts, withoutPlate] : [tail.parts], marked: true, weak: false });
  }
  if (tail.end === from || tail.parts.unit === undefined) extents.push({ end: from, readings: [have], marked: true, weak: false });
  return extents;
}

function readPlate(text: string, position: number): NumberExtent[] {
  const pair = at(PLATE_PAIR, text, position);
  if (pair !== null) {
    const [plate, sub] = [part(pair[1]) as string, part(pair[3]) as string];
    if (pair[2] !== '-') return readAfterPlate(text, PLATE_PAIR.lastIndex, plate, sub);
    return [{ end: PLATE_PAIR.lastIndex, readings: [{ plate, sub }, { lane: plate, plate: sub }, { building: plate, plate: sub }, { building: plate, room: sub }], marked: true, weak: false }];
  }
  const bare = at(PLATE_SUB_BARE, text, position);
  if (bare !== null) return readAfterPlate(text, PLATE_SUB_BARE.lastIndex, part(bare[1]) as string, part(bare[2]) as string);
  const plain = at(PLATE, text, position);
  if (plain === null) return [];
  const plate = part(plain[1]) as string;
  const end = PLATE.lastIndex;
  const sub = at(SUB, text, end);
  if (sub !== null) return readAfterPlate(text, SUB.lastIndex, plate, part(sub[1]) as string);
  const after = readAfterPlate(text, end, plate, undefined);
  const dashed = at(SUB_DASH, text, end);
  if (dashed === null) return after;
  const dashEnd = SUB_DASH.lastIndex;
  const withSub: NumberExtent = { end: dashEnd, readings: [{ plate, sub: part(dashed[1]) as string }], marked: true, weak: false };
  const further = at(ROOM_BARE, text, skip(SMALL_GAP, text, dashEnd));
  if (further !== null && text[dashEnd] === '-') {
    const [second, room] = [part(dashed[1]) as string, part(further[1]) as string];
    const readings: NumberReading[] = [{ plate, building: second, room }, { plate, unit: second, room }, { plate, sub: second, room }, { building: plate, unit: second, room }];
    return [{ end: ROOM_BARE.lastIndex, readings, marked: true, weak: false }, ...after];
  }
  return [withSub, ...after.filter((extent) => extent.end !== dashEnd || extent.readings[0]?.room !== undefined)];
}

function chainReadings(codes: readonly string[]): NumberReading[] {
  const [a, b, c, d, e] = codes as [string, string, string, string, string];
  const numeric = codes.every((code) => /^\d+$/.test(code));
  if (codes.length === 2) {
    const roomLike = /^(?:\d{3,5}[A-Z]?|\d{1,2}[A-Z]|[A-Z]\d{1,4})$/.test(b) || !numeric;
    const plates: NumberReading[] = numeric ? [{ plate: a, sub: b }, { lane: a, plate: b }] : [];
    const rooms: NumberReading[] = [{ building: a, room: b }, { plate: a, room: b }, { unit: a, room: b }];
    return roomLike ? [...rooms, ...plates] : [...plates, ...rooms, { building: a, plate: b }];
  }
  if (codes.length === 3) {
    const rooms: NumberReading[] = [{ building: a, unit: b, room: c }, { plate: a, sub: b, room: c }, { building: a, floor: b, room: c }, { plate: a, building: b, room: c }, { plate: a, unit: b, room: c }, { lane: a, plate: b, room: c }, { lane: a, building: b, room: c }];
    return numeric ? [...rooms, { lane: a, plate: b, sub: c }] : rooms;
  }
  if (codes.length === 4) return [{ lane: a, building: b, unit: c, room: d }, { building: a, unit: b, floor: c, room: d }, { plate: a, building: b, unit: c, room: d }];
  return [{ lane: a, building: b, unit: c, floor: d, room: e }];
}

function readChain(text: string, position: number): NumberExtent[] {
  const chain = at(CHAIN, text, position);
  if (chain === null) return [];
  const pieces: { code: string; end: number }[] = [];
  const piece = new RegExp(`[ \\t]?[-/.~_][ \\t]?(${CODE})`, 'y');
  let cursor = position + (chain[1] as string).length;
  pieces.push({ code: part(chain[1]) as string, end: cursor });
  const limit = CHAIN.lastIndex;
  while (cursor < limit) {
    const next = at(piece, text, cursor);
    if (next === null || piece.lastIndex > limit) break;
    cursor = piece.lastIndex;
    pieces.push({ code: part(next[1]) as string, end: cursor });
  }
  const extents: NumberExtent[] = [];
  const counted = new RegExp(COUNTING, 'y');
  for (let size = Math.min(pieces.length, 5); size >= 2; size -= 1) {
    const last = pieces[size - 1] as { code: string; end: number };
    if (at(counted, text, last.end) !== null) continue;
    const codes = pieces.slice(0, size).map((one) => one.code);
    if (codes.every((code) => /^[A-Z]+$/.test(code))) continue;
    const suffix = at(sticky('[ \\t]*(?:室|房间?|户)'), text, last.end);
    extents.push({ end: suffix === null ? last.end : last.end + suffix[0].length, readings: chainReadings(codes), marked: suffix !== null, weak: false });
  }
  return extents;
}

/**
 * Every way to read a number part that starts at `position` of a folded text, longest first. Empty when none does.
 * Only forms that show what they are: words (号 之 栋 单元 层 室), dashes, or a letter with digits. A bare `32` is none.
 */
export function readNumberAt(text: string, position: number): NumberExtent[] {
  if (!STARTER.test(text[position] ?? '')) return [];
  const plates = readPlate(text, position);
  if (plates.length > 0) return plates;
  const building = at(BUILDING, text, position) ?? at(BUILDING_AS_FLOOR, text, position);
  if (building !== null) {
    const end = position + building[0].length;
    const name = part(building[1]) as string;
    const tail = readTail(text, end, { building: name });
    const plain: NumberExtent = { end, readings: [{ building: name }], marked: true, weak: false };
    return tail.end === end ? [plain] : [{ end: tail.end, readings: [tail.parts], marked: true, weak: false }, ...(tail.parts.unit === undefined ? [plain] : [])];
  }
  if (at(UNIT, text, position) !== null || at(FLOOR, text, position) !== null) {
    const tail = readTail(text, position, {});
    return tail.end === position ? [] : [{ end: tail.end, readings: [tail.parts], marked: true, weak: false }];
  }
  const chain = readChain(text, position);
  if (chain.length > 0) return chain;
  const room = at(ROOM_MARKED, text, position);
  if (room !== null) return [{ end: ROOM_MARKED.lastIndex, readings: [{ room: part(room[1]) as string }], marked: true, weak: false }];
  const lettered = at(LETTER_ROOM, text, position);
  if (lettered !== null) {
    const [letter, digits] = [part(lettered[1]) as string, part(lettered[2]) as string];
    return [{ end: LETTER_ROOM.lastIndex, readings: [{ building: letter, room: digits }, { room: letter + digits }, { plate: letter + digits }], marked: false, weak: true }];
  }
  const suffixed = at(DIGITS_LETTER, text, position);
  if (suffixed === null) return [];
  const code = part(suffixed[1]) as string;
  return [{ end: DIGITS_LETTER.lastIndex, readings: [{ room: code }, { plate: code }], marked: false, weak: true }];
}

/** A bare number right behind a known area: `新村9`, `中区32`. Not when a counting word or an area word follows. */
const BARE_PLATE = sticky(`(\\d{1,4}[A-Za-z]?|[${NUMERAL_CLASS}]{1,5})(?![\\d${NUMERAL_CLASS}A-Za-z]|${COUNTING}|[ \\t]*(?:巷|弄|组|队|期|排|月|年|点|岁|天|斤|份|楼|层|元|[大小]|\\+\\d{1,2}(?:\\D|$)))`);

/** The bare number at `position`, as a plate or as a building or room when the ledger has those; null when there is none. */
export function readBareNumberAt(text: string, position: number): NumberExtent | null {
  const match = at(BARE_PLATE, text, position);
  if (match === null) return null;
  const value = part(match[1]) as string;
  if (!/\d/.test(value)) return null;
  return { end: BARE_PLATE.lastIndex, readings: [{ plate: value }, { room: value }], marked: false, weak: false };
}
