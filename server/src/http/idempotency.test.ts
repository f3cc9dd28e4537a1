import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { listAudit } from '@gezhong/shared/audit/contract'
import { grantRole, listTeam, revokeRole } from '@gezhong/shared/grid/team/contract'
import { assignBuildings, editHousehold, revealPhone } from '@gezhong/shared/people/ledger/contract'
import { uuidv7 } from 'uuidv7'
import { startTestApp, type TestApp } from '../../test/app.ts'
import { makeCast, type Cast, type Persona } from '../../test/cast.ts'
import { refusalOf } from '../../test/refusals.ts'

let app: TestApp

beforeAll(async () => {
  app = await startTestApp()
})

afterAll(() => app.close())

const reveal = (cast: Cast, who: Persona) =>
  who.call(revealPhone, {
    params: { id: cast.households['中区1号']!.id },
    body: { purpose: 'dial' },
    idempotencyKey: 'reveal-0001',
  })

const edit = (cast: Cast, who: Persona, door: string) =>
  who.call(editHousehold, {
    params: { id: cast.households[door]!.id },
    body: { headcount: 9, revision: 1, reason: '入户' },
    idempotencyKey: 'edit-00001',
  })

test('a number is revealed anew each time, audited each time, and not once the building is another’s', async () => {
  const cast = await makeCast(app)
  expect((await reveal(cast, cast.hubHousehold)).phones).toEqual(['13800002001'])
  expect((await reveal(cast, cast.hubHousehold)).phones).toEqual(['13800002001'])
  const { rows } = await cast.secretary.call(listAudit, { query: { action: 'household.phone-revealed' } })
  expect(rows).toHaveLength(2)
  const buildingIds = [cast.households['中区1号']!.buildingId]
  await cast.gridLead.call(assignBuildings, { body: { buildingIds, accountId: null, reason: '换人' } })
  expect(await refusalOf(reveal(cast, cast.hubHousehold))).toBe('not-found')
  const kept = await app.kernel.pool.query('SELECT 1 FROM idempotency WHERE account_id = $1', [
    cast.hubHousehold.accountId,
  ])
  expect(kept.rowCount).toBe(0)
})

test('a stored answer does not outlive a role it was given under, and the work is not done twice', async () => {
  const cast = await makeCast(app)
  const { gridWorker, secretary } = cast
  const answer = await edit(cast, gridWorker, '中区1号')
  expect(await edit(cast, gridWorker, '中区1号')).toEqual(answer)
  const { members } = await secretary.call(listTeam)
  const old = members.find((member) => member.accountId === gridWorker.accountId)!
  // Another role keeps the address open to the worker; the household is no longer in scope.
  await secretary.call(grantRole, {
    body: { id: uuidv7(), accountId: gridWorker.accountId, role: 'grid-worker', gridId: cast.grids['1']! },
  })
  await secretary.call(revokeRole, { params: { id: old.grantId } })
  expect(await refusalOf(edit(cast, gridWorker, '中区1号'))).toBe('changed-meanwhile')
})

test('no answer is kept by a browser or on the way', async () => {
  const cast = await makeCast(app)
  const { headers } = await app.server.inject({
    url: '/api/me',
    headers: { authorization: `Bearer ${cast.resident.token}` },
  })
  expect(headers['cache-control']).toBe('no-store')
})
