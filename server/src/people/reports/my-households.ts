import { liesWithin } from '@gezhong/shared/actor'
import { gridTitle } from '@gezhong/shared/grid/communities/contract'
import type { AskedOfMe, MyHousehold } from '@gezhong/shared/people/reports/contract'
import type { Work } from '../../database/transact.ts'
import { maskText } from '../../security/mask-text.ts'
import { readGrids } from '../../grid/communities/queries.ts'
import { readOwnHouseholds } from '../ledger/own-households.ts'
import { presentHousehold } from '../ledger/present.ts'
import type { ReportRow } from '../reconciliation/statements.ts'
import { readOpenRolls, type RollRow } from '../rolls/queries.ts'
import { present as presentRoll } from '../rolls/service.ts'
import { receiptOf } from './present.ts'
import { readSaid } from './queries.ts'

/** Somebody who reported themselves must not find another number there without a word. */
function replacedOwn(kept: readonly ReportRow[], standing: ReportRow | undefined): AskedOfMe['replacedOwn'] {
  if (standing === undefined || standing.source === 'self') return null
  const own = kept.filter((report) => report.source === 'self').at(-1)
  if (own === undefined || own.headcount === (standing.chosenHeadcount ?? standing.headcount)) return null
  return { headcount: own.headcount, at: own.saidAt.toISOString() }
}

async function askedIn(work: Work, roll: RollRow, householdId: string): Promise<AskedOfMe> {
  const said = await readSaid(work.db, work.communityId, roll.id, householdId)
  const kept = said.filter((report) => report.state === 'standing')
  const standing = kept.filter((report) => report.verdict !== 'superseded').at(-1)
  return {
    roll: presentRoll(roll),
    receipt: standing === undefined ? null : await receiptOf(work, standing),
    replacedOwn: replacedOwn(kept, standing),
  }
}

/** A resident's own households, each with every open roll that asks it, newest first, and what stands for it. */
export async function myHouseholds(work: Work): Promise<MyHousehold[]> {
  const grids = await readGrids(work.db, work.communityId)
  const codeOf = new Map(grids.map((grid) => [grid.id, grid.code]))
  const rolls = await readOpenRolls(work.db, work.communityId)
  const rows = await readOwnHouseholds(work)
  const found: MyHousehold[] = []
  for (const row of rows) {
    const code = codeOf.get(row.grid_id) ?? ''
    const top = grids.find((grid) => grid.code === code.split('-')[0])
    const asked: AskedOfMe[] = []
    for (const roll of rolls)
      if (roll.gridId === null || liesWithin(code, codeOf.get(roll.gridId) ?? '-'))
        asked.push(await askedIn(work, roll, row.id))
    found.push({
      household: presentHousehold(work, row),
      gridTitle: top === undefined ? '' : maskText(gridTitle(top)),
      asked,
    })
  }
  return found
}
