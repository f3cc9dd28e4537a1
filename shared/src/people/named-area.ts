import type { AreaBook } from './area-book.ts'
import { canonicalArea, foldArea } from './door.ts'
import { endsWithName, laneOf } from './lane.ts'
import type { LedgerArea } from './ledger-index.ts'
import type { WrittenArea } from './written-area.ts'

/** Whether a heading has an area's name in it. `东西街` names 东街 as much as 西街, so it does not name one of them. */
function namesArea(folded: string, name: string, book: AreaBook): boolean {
  for (let at = folded.indexOf(name); at >= 0; at = folded.indexOf(name, at + 1)) {
    const before = folded[at - 1]
    if (before === undefined) return true
    if (/\d/.test(before) && /^\d/.test(name)) continue
    if (!book.known.has(before + name.slice(1))) return true
  }
  return false
}

/** Whether the words name a road of lanes beside the area: `新兴街和西畔` is not 新兴街 alone. */
function namesOtherRoad(
  folded: string,
  named: LedgerArea,
  book: AreaBook,
  grids: (area: LedgerArea) => boolean,
): boolean {
  const rest = folded.replaceAll(named.fold, ' ')
  for (const [road, areas] of book.roads)
    if (road !== named.road && rest.includes(road) && areas.some(grids)) return true
  return false
}

/** `5、6社`: the name begins with the last number of a list. */
function isListed(folded: string, name: string): boolean {
  return /^\d/.test(name) && /\d[、,&和与及跟至到~/.-]$/.test(folded.slice(0, folded.indexOf(name)))
}

/** A street or an estate by the sound of its name; 沿街 and 路边 are no names. */
const SOUNDS_LIKE_AREA = /^(?![临沿靠路街])[\u4e00-\u9fff]{1,6}(?:路|街|大道|巷|弄|胡同|厝|垸|埭|宅|坊|新村|小区|花园)$/

/**
 * The area that the whole of a heading names although the ledger does not have it: `7社` where there are 5社 and 6社,
 * 新民路. `named` is what the ledger knows of it. Doors below it are of that area, not of the one before.
 */
export function unknownAreaNamed(words: string, named: WrittenArea | null, book: AreaBook): WrittenArea | null {
  const folded = foldArea(words)
  const lane = laneOf(folded)
  const numbered = lane !== null && /^[\u4e00-\u9fffA-Z\d]*$/.test(lane.road) && book.laneWords.has(lane.word)
  if (!numbered && (named !== null || !SOUNDS_LIKE_AREA.test(words))) return null
  if (named?.kind === 'none') return null
  if (named?.kind === 'known' && endsWithName(folded, named.area.fold)) return null
  if (named?.kind === 'part' && endsWithName(folded, foldArea(named.text))) return null
  return { kind: 'unknown', text: canonicalArea(words) }
}

/**
 * A known area, lane or road named anywhere in a heading or title: the longest. Null when none is named, and `none`
 * when two different ones are.
 */
export function areaNamedIn(text: string, book: AreaBook, grids: (area: LedgerArea) => boolean): WrittenArea | null {
  // Blanks go when a name is folded: `11-26 5社` must not become 265社.
  const folded = foldArea(text.replace(/(\d)\s+(?=\d)/g, '$1;'))
  let hits = [...book.known.values()].filter((area) => grids(area) && namesArea(folded, area.fold, book))
  hits = hits.filter((area) => !hits.some((other) => other !== area && other.fold.includes(area.fold)))
  if (hits.length > 1) return { kind: 'none' }
  const only = hits[0]
  if (only !== undefined)
    return isListed(folded, only.fold) || namesOtherRoad(folded, only, book, grids)
      ? { kind: 'none' }
      : { kind: 'known', area: only }
  let longest: WrittenArea | null = null
  for (const [lane, areas] of book.lanes) {
    const at = folded.indexOf(lane)
    if (at < 0 || /\d/.test(folded[at - 1] ?? '') || lane.length <= (longest?.text.length ?? 0)) continue
    const inside = areas.filter(grids)
    if (inside.length > 0) longest = { kind: 'part', text: lane, areas: inside, lane: true }
  }
  if (longest !== null) return isListed(folded, longest.text) ? { kind: 'none' } : longest
  for (const [road, areas] of book.roads) {
    const inside = areas.filter(grids)
    if (inside.length > 0 && folded.includes(road)) return { kind: 'part', text: road, areas: inside, lane: false }
  }
  return null
}
