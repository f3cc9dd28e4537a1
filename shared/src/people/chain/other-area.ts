import { doorParts, foldArea } from '../door.ts'
import type { LedgerArea } from '../ledger-index.ts'
import { endsWithName, laneOf } from '../lane.ts'
import { areaNamedIn } from '../named-area.ts'
import type { AreaBook } from '../area-book.ts'
import type { DoorChoice } from './choose-door.ts'
import type { DoorContext } from './resolve-door.ts'

/** `14号 7社`: a lane, a group or a team of a kind that the ledger has, in a word of its own. */
function numberedArea(remark: string, book: AreaBook): string | null {
  for (const word of remark.split(/[\s,，、。;；:/|()-]+/)) {
    if (!/[\d一二三四五六七八九十]/.test(word)) continue
    const name = foldArea(word.replace(/支$/, '支弄'))
    const lane = laneOf(name)
    if (lane !== null && book.laneWords.has(lane.word)) return name
  }
  return null
}

/** Where somebody works says nothing about the door. */
const AT_WORK = /[在去到][^\s,，。]{1,8}(?:上班|工作|打工|务工|做生意|开店|做事|读书|上学|住院)/g

function fits(named: readonly LedgerArea[], area: string): boolean {
  return named.some((one) => one.fold === area || area.includes(one.fold) || one.fold.includes(area))
}

/**
 * A door whose area was not written but filled in, while what is left of the text names another area (`9号 6社` where
 * only 5社 has a 9号), is left to a person unless a phone confirms it. Other choices are returned as they are.
 */
export function unlessOtherArea(
  choice: DoorChoice | null,
  remark: string,
  phones: readonly string[],
  context: DoorContext,
): DoorChoice | null {
  const door = choice?.door ?? null
  if (choice === null || door === null || remark === '' || !choice.exists) return choice
  const area = foldArea(doorParts(door)?.area ?? '')
  if (area === '') return choice
  const named = areaNamedIn(remark.replace(AT_WORK, ''), context.book, (one) => one.fold.length >= 2)
  const numbered = numberedArea(remark, context.book)
  const other =
    (named?.kind === 'known' && !fits([named.area], area)) ||
    (named?.kind === 'part' && !fits(named.areas, area)) ||
    (numbered !== null && !endsWithName(area, numbered))
  if (!other) return choice
  if (phones.some((phone) => context.ledger?.householdsOfPhone(phone).some((owner) => owner.door === door)))
    return choice
  return { ...choice, door: null, candidates: [door, ...choice.candidates], exists: false, reasons: ['door-unclear'] }
}
