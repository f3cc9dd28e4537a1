import { liesWithin } from '../../actor.ts'

/** `2-3-1`, `2-3`, `2`. */
function upwards(code: string): string[] {
  const parts = code.split('-')
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('-'))
}

/**
 * The sites that somebody of this grid goes to: of the own piece or one inside it, else of the nearest piece around it,
 * else the nearest ones beside it; where nothing is near, all of the round. Codes as in the grid tree, in the order given.
 */
export function nearestSites<Site extends { gridCode: string }>(sites: readonly Site[], code: string): Site[] {
  const around = upwards(code)
  const rings = [
    sites.filter((site) => liesWithin(site.gridCode, code)),
    ...around.map((piece) => sites.filter((site) => site.gridCode === piece)),
    ...around.map((piece) => sites.filter((site) => liesWithin(site.gridCode, piece))),
  ]
  return rings.find((ring) => ring.length > 0) ?? [...sites]
}
