import type { OwnRoundPerson, OwnTestState } from '@gezhong/shared/people/own-rounds/contract'
import type { CoverRow } from './queries.ts'

export type Marked = Omit<OwnRoundPerson, 'state'>

interface WhoIsDue {
  people: OwnRoundPerson[]
  unnamed: { tested: number; excused: number; missing: number }
}

/**
 * Lays the numbers of a household out over its people. Whoever was sampled or is excused by name stands so; of the rest the
 * missing are named first. Where fewer are missing than are left by name, nobody can say which of them: they are `counted`.
 */
export function whoIsDue(cover: CoverRow, marked: readonly Marked[]): WhoIsDue {
  const sampled = marked.filter(({ sampledAt }) => sampledAt !== null).length
  const excused = marked.filter(({ sampledAt, excuse }) => sampledAt === null && excuse !== null).length
  const left = marked.length - sampled - excused
  const stateOf = ({ sampledAt, excuse }: Marked): OwnTestState => {
    if (sampledAt !== null) return 'sampled'
    if (excuse !== null) return 'excused'
    return cover.missing >= left ? 'missing' : 'counted'
  }
  const unnamed = Math.max(0, cover.due - marked.length)
  const missing = Math.min(unnamed, Math.max(0, cover.missing - left))
  const free = Math.min(unnamed - missing, Math.max(0, cover.excused - excused))
  return {
    people: marked.map((person) => ({ ...person, state: stateOf(person) })),
    unnamed: { tested: unnamed - missing - free, excused: free, missing },
  }
}
