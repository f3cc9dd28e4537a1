import { civilDay } from '@gezhong/shared/civil-day'
import { chanceOf } from './chance.ts'
import { demoId } from './identifiers.ts'
import type { PlannedHousehold, Village } from './plan.ts'

export const DEMO_ROLL_ID = demoId('roll', 'today')
export const DEMO_LAST_ROLL_ID = demoId('roll', 'yesterday')

export interface PlannedRoll {
  id: string
  title: string
  openedAt: Date
  closedAt: Date | null
  reports: PlannedReport[]
}

/** What a household has answered when the demo begins. */
export interface PlannedReport {
  id: string
  household: PlannedHousehold
  headcount: number
  /** Says another number than the ledger. */
  differs: boolean
  /** The one who wrote it down: nobody of the village has an account of their own but those one can be. */
  accountId: string
  saidAt: Date
}

const HOUR = 3_600_000
const SHANGHAI = 8 * HOUR

const shanghaiMidnight = (now: Date): number => Date.parse(`${civilDay(now)}T00:00:00Z`) - SHANGHAI

/** Of those who have answered today; yesterday's differences are settled. */
const DIFFERING = 0.015

/** Yesterday nearly everybody had answered in the end; today grid 2 waits for its chain, the others are on their way. */
const YESTERDAY = 0.94
const TODAY: Readonly<Record<string, number>> = { 1: 0.72, 2: 0, 3: 0.55, 4: 0.63, 5: 0.31, 6: 0.48, 7: 0.8 }

interface Asked {
  roll: string
  shareOf: (grid: string) => number
  differing: number
  from: number
  to: number
}

function reportsOf(village: Village, { roll, shareOf, differing, from, to }: Asked): PlannedReport[] {
  const leads = new Map(
    village.grants.flatMap(({ role, gridId, accountId }) =>
      role === 'grid-lead' && gridId !== null ? [[gridId, accountId] as const] : [],
    ),
  )
  return village.households.flatMap((household): PlannedReport[] => {
    const chance = chanceOf(`${roll} ${household.door}`)
    const top = household.gridCode.charAt(0)
    const { headcount } = household
    if (household.occupancy !== 'occupied' || headcount === null || !chance.happens(shareOf(top))) return []
    const accountId = village.responsible.get(household.buildingId) ?? leads.get(demoId('grid', top))
    if (accountId === undefined) return []
    const saidAt = new Date(from + Math.floor((to - from) * chance.next()))
    const differs = chance.happens(differing)
    const said = differs ? headcount + (headcount > 2 && chance.happens(0.5) ? -1 : 1) : headcount
    return [{ id: demoId(`report ${roll}`, household.door), household, headcount: said, differs, accountId, saidAt }]
  })
}

/** Yesterday's closed roll and today's open one, as they stand at `now`. */
export function planRolls(village: Village, now: Date): PlannedRoll[] {
  const today = shanghaiMidnight(now)
  const opened = Math.min(today + 7 * HOUR, now.getTime())
  const lastOpened = today - 17 * HOUR
  const lastClosed = today - 4 * HOUR
  const [, month, day] = civilDay(new Date(lastOpened)).split('-')
  return [
    {
      id: DEMO_LAST_ROLL_ID,
      title: `${Number(month)}月${Number(day)}日人数登记`,
      openedAt: new Date(lastOpened),
      closedAt: new Date(lastClosed),
      reports: reportsOf(village, {
        roll: 'yesterday',
        shareOf: () => YESTERDAY,
        differing: 0,
        from: lastOpened,
        to: lastClosed,
      }),
    },
    {
      id: DEMO_ROLL_ID,
      title: '今天的人数登记',
      openedAt: new Date(opened),
      closedAt: null,
      reports: reportsOf(village, {
        roll: 'today',
        shareOf: (grid) => TODAY[grid] ?? 0,
        differing: DIFFERING,
        from: opened,
        to: now.getTime(),
      }),
    },
  ]
}
