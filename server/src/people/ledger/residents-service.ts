import { Refusal } from '@gezhong/shared/errors'
import type { NamedChild } from '@gezhong/shared/people/ledger/child-names'
import type { Resident } from '@gezhong/shared/people/ledger/contract'
import { canEditLedger } from '@gezhong/shared/people/policy'
import type { Work } from '../../database/transact.ts'
import { keepChanges, openContent } from './change-log.ts'
import { findCreation } from './change-queries.ts'
import { lockHouseholds } from './household-queries.ts'
import { insertResident, lockResidents } from './resident-queries.ts'
import { presentResident } from './present.ts'
import { touchLedger, revise } from './revise.ts'
import { nameColumns, residentState, type HouseholdRow, type ResidentRow, type ResidentState } from './states.ts'
import { RESIDENT } from './subjects.ts'
import { readGridCodes } from '../../grid/communities/queries.ts'

/** The household, held until the end, so that it cannot be taken out while somebody moves in. */
async function holdEditable(work: Work, householdId: string): Promise<HouseholdRow> {
  const [row] = await lockHouseholds(work.db, work.communityId, [householdId])
  if (row === undefined || row.removedAt !== null) throw new Refusal('not-found')
  const codes = await readGridCodes(work.db, work.communityId)
  if (!canEditLedger(work.actor, codes.get(row.gridId) ?? '')) throw new Refusal('not-allowed')
  return row
}

interface Addition {
  id: string
  name: string | null
  ageGroup: Resident['ageGroup']
  /** Why a child is named, and which guardian agreed. */
  child: NamedChild | null
  note: string
  reason: string
}

/** The same request again is answered like the first; another one under its id is refused. */
async function repeated(work: Work, householdId: string, input: Addition): Promise<ResidentRow | null> {
  const creation = await findCreation(work.db, work.communityId, input.id)
  if (creation === undefined) return null
  const { after } = openContent<ResidentState>(work, creation.contentSealed)
  const asked = [householdId, input.name, input.ageGroup, input.note, input.child?.need, input.child?.guardian]
  const first = [after?.householdId, after?.name, after?.ageGroup, after?.note, after?.namedFor, after?.guardian]
  const [row] = await lockResidents(work.db, work.communityId, [input.id])
  if (row === undefined || row.removedAt !== null || JSON.stringify(first) !== JSON.stringify(asked))
    throw new Refusal('id-taken')
  return row
}

export async function addResident(work: Work, householdId: string, input: Addition): Promise<Resident> {
  const home = await holdEditable(work, householdId)
  const earlier = await repeated(work, householdId, input)
  if (earlier !== null) return presentResident(work, earlier)
  const row: ResidentRow = {
    communityId: work.communityId,
    id: input.id,
    householdId,
    buildingId: home.buildingId,
    gridId: home.gridId,
    ageGroup: input.ageGroup,
    ...nameColumns(work, {
      name: input.name,
      ageGroup: input.ageGroup,
      namedFor: input.child?.need ?? null,
      guardian: input.child?.guardian ?? null,
    }),
    note: input.note,
    removedAt: null,
    revision: 1,
    createdAt: work.now,
  }
  await insertResident(work.db, row)
  await keepChanges(work, [
    {
      subject: 'resident',
      subjectId: row.id,
      buildingId: row.buildingId,
      householdId,
      gridId: row.gridId,
      action: 'created',
      revision: 1,
      content: { door: home.door, before: null, after: residentState(work, row), reason: input.reason },
    },
  ])
  work.record({ action: 'resident.added', subjectId: row.id, detail: `${home.door}（${input.reason}）` })
  touchLedger(work, [row])
  return presentResident(work, row)
}

export async function removeResident(work: Work, id: string, reason: string): Promise<void> {
  const [row] = await lockResidents(work.db, work.communityId, [id])
  if (row === undefined || row.removedAt !== null) throw new Refusal('not-found')
  const home = await holdEditable(work, row.householdId)
  const content = { door: home.door, before: residentState(work, row), after: null, reason }
  await revise(work, RESIDENT, [{ row, content, action: 'removed' }])
  work.record({ action: 'resident.removed', subjectId: id, detail: `${home.door}（${reason}）` })
}
