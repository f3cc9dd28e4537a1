const LANE_WORD =
  '(?:[横直支道条小]?(?:巷|弄|街|胡同)|(?:横|支|马)路|(?:村民)?小?组|(?:生产|小|大)?队|排|期|里|小?区|村|社|片区?|条|坊)'
const LANE = new RegExp(`^(.*?)(\\d+)(${LANE_WORD})$`)

/**
 * `社`, `队`, `支弄` with a number behind them, as in `5社9号`: digits right before them belong to the name of a place.
 * Words that are names of their own (里, 区, 街) are left out. The source of a pattern.
 */
export const AREA_WORD =
  '(?:[横直支条]?(?:巷|弄|胡同)|(?:村民)?小?组|(?:生产|小|大)?队|社|排|期)(?=[ \\t]*[\\d一二三四五六七八九十])'

/** The number at the end of an area's name (folded text): 8 and 巷 in `北路8巷`, with 北路 as its road. */
export type Lane = { readonly road: string; readonly number: string; readonly word: string }

/** Takes the name of a lane apart; null when it does not end with a number and a word for lanes. */
export function laneOf(area: string): Lane | null {
  const match = LANE.exec(area)
  return match === null ? null : { road: match[1] as string, number: match[2] as string, word: match[3] as string }
}

/** The endings of an area's name that leave the road out, shortest first: `2支弄` and `88弄2支弄` of `新泾路88弄2支弄`. */
export function laneEndings(area: string): string[] {
  const endings: string[] = []
  for (let lane = laneOf(area); lane !== null && lane.road !== ''; lane = laneOf(lane.road))
    endings.push(area.slice(lane.road.length))
  return endings
}

/** Whether `text` ends with `ending`, which does not cut a number in two. */
export function endsWithName(text: string, ending: string): boolean {
  if (!text.endsWith(ending)) return false
  return !/^\d/.test(ending) || !/\d/.test(text[text.length - ending.length - 1] ?? '')
}
