import type { AreaBook } from './area-book.ts'
import { foldArea } from './door.ts'
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

/**
 * A known area, lane or road named anywhere in a heading or title: the longest. Null when none is named, and `none`
 * when two different ones are.
 */
export function areaNamedIn(text: string, book: AreaBook, grids: (area: LedgerArea) => boolean): WrittenArea | null {
  const folded = foldArea(text)
  let hits = [...book.known.values()].filter((area) => grids(area) && namesArea(folded, area.fold, book))
  hits = hits.filter((area) => !hits.some((other) => other !== area && other.fold.includes(area.fold)))
  if (hits.length > 1) return { kind: 'none' }
  const only = hits[0]
  if (only !== undefined)
    return namesOtherRoad(folded, only, book, grids) ? { kind: 'none' } : { kind: 'known', area: only }
  let longest: WrittenArea | null = null
  for (const [lane, areas] of book.lanes) {
    const at = folded.indexOf(lane)
    if (at < 0 || /\d/.test(folded[at - 1] ?? '') || lane.length <= (longest?.text.length ?? 0)) continue
    const inside = areas.filter(grids)
    if (inside.length > 0) longest = { kind: 'part', text: lane, areas: inside, lane: true }
  }
  if (longest !== null) return longest
  for (const [road, areas] of book.roads) {
    const inside = areas.filter(grids)
    if (inside.length > 0 && folded.includes(road)) return { kind: 'part', text: road, areas: inside, lane: false }
  }
  return null
}
