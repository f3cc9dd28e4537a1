import { liesWithin } from '@gezhong/shared/actor'
import { Refusal } from '@gezhong/shared/errors'
import type { Round, RoundRepeat, RoundSite } from '@gezhong/shared/people/rounds/contract'
import { instantOf, localOf } from '../../ui/local-moment.ts'

/** A site while it is typed; moments as their fields hold them. */
export interface SiteDraft {
  id: string
  gridId: string
  place: string
  opensAt: string
  closesAt: string
}

export interface WindowDraft {
  startsAt: string
  endsAt: string
  sites: readonly SiteDraft[]
  repeat: RoundRepeat | null
}

const HALF_HOUR = 30 * 60_000
const HOUR = 60 * 60_000

/** The evening ends a day's round, unless hardly anything would be left of the day. */
const EVENING = 20
const SHORTEST = 2 * HOUR
const LONG_ENOUGH = 8 * HOUR

const localMoment = (at: Date): string => localOf(at.toISOString())

/** From the next half hour until this evening, or eight hours. */
export function usualWindow(now: Date): WindowDraft {
  const starts = new Date(now)
  starts.setMinutes(Math.floor(now.getMinutes() / 30) * 30, 0, 0)
  if (starts < now) starts.setTime(starts.getTime() + HALF_HOUR)
  const evening = new Date(starts)
  evening.setHours(EVENING, 0, 0, 0)
  const ends = evening.getTime() - starts.getTime() >= SHORTEST ? evening : new Date(starts.getTime() + LONG_ENOUGH)
  return { startsAt: localMoment(starts), endsAt: localMoment(ends), sites: [], repeat: null }
}

type Held = Pick<Round, 'startsAt' | 'endsAt' | 'sites' | 'repeat'>

export const draftOf = ({ startsAt, endsAt, sites, repeat }: Held): WindowDraft => ({
  startsAt: localOf(startsAt),
  endsAt: localOf(endsAt),
  repeat,
  sites: sites.map((site) => ({ ...site, opensAt: localOf(site.opensAt), closesAt: localOf(site.closesAt) })),
})

/** A new site is open as long as the round is. */
export const newSite = (id: string, gridId: string, { startsAt, endsAt }: WindowDraft): SiteDraft => ({
  id,
  gridId,
  place: '',
  opensAt: startsAt,
  closesAt: endsAt,
})

/** The window with other moments: a site that was open as long as the round stays so. */
export function withMoments(
  draft: WindowDraft,
  moments: Partial<Pick<WindowDraft, 'startsAt' | 'endsAt'>>,
): WindowDraft {
  const next = { ...draft, ...moments }
  const sites = draft.sites.map((site) => ({
    ...site,
    opensAt: site.opensAt === draft.startsAt ? next.startsAt : site.opensAt,
    closesAt: site.closesAt === draft.endsAt ? next.endsAt : site.closesAt,
  }))
  return { ...next, sites }
}

/** The window for another piece of the tree: a site that lies outside becomes one of that piece. */
export function sitesWithin(
  draft: WindowDraft,
  piece: { id: string; code: string } | null,
  codeOf: (gridId: string) => string,
): WindowDraft {
  if (piece === null) return draft
  const sites = draft.sites.map((site) =>
    liesWithin(codeOf(site.gridId), piece.code) ? site : { ...site, gridId: piece.id },
  )
  return { ...draft, sites }
}

/** What the server is told; null while something is missing. */
export function windowOf(draft: WindowDraft): Held | null {
  const startsAt = instantOf(draft.startsAt)
  const endsAt = instantOf(draft.endsAt)
  if (startsAt === null || endsAt === null) return null
  const sites: RoundSite[] = []
  for (const { id, gridId, place, ...hours } of draft.sites) {
    const opensAt = instantOf(hours.opensAt)
    const closesAt = instantOf(hours.closesAt)
    if (gridId === '' || place.trim() === '' || opensAt === null || closesAt === null) return null
    sites.push({ id, gridId, place: place.trim(), opensAt, closesAt })
  }
  return { startsAt, endsAt, sites, repeat: draft.repeat }
}

export type FieldProblems = ReadonlyMap<string, string>

/**
 * What the server found wrong, by field. `whole` is left to be said of the form as a whole: what names no field that is
 * shown, and what is wrong with the request altogether.
 */
export function problemsIn(error: unknown, shown: (path: string) => boolean): { at: FieldProblems; whole: unknown } {
  const fields = error instanceof Refusal ? (error.fields ?? []) : []
  const at = new Map(fields.filter(({ path }) => shown(path)).map(({ path, message }) => [path, message]))
  return { at, whole: fields.length > 0 && fields.every(({ path }) => shown(path)) ? null : error }
}

/** The fields of a window, its sites and its repeating. */
export const isWindowField = (path: string): boolean =>
  /^(startsAt|endsAt|repeat|sites(\.\d+\.(place|gridId|opensAt|closesAt))?)$/.test(path)
