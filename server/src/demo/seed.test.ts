import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { demoChain } from '@gezhong/shared/demo/contract'
import { signIn, signInDemo, demoIdentities } from '@gezhong/shared/grid/identity/contract'
import { gridCounts } from '@gezhong/shared/grid/communities/contract'
import { listBuildings, readHousehold } from '@gezhong/shared/people/ledger/contract'
import { previewChain } from '@gezhong/shared/people/chain/contract'
import { listDifferences } from '@gezhong/shared/people/reconciliation/contract'
import { listRolls, rollProgress } from '@gezhong/shared/people/rolls/contract'
import { clientOf, startTestApp, type TestApp } from '../../test/app.ts'
import { refusalOf } from '../../test/refusals.ts'
import { transactAsSystem } from '../database/transact.ts'
import { demoChainWithOutcome } from './chain-texts.ts'
import { DEMO_COMMUNITY_ID, demoId } from './identifiers.ts'
import { DEMO_LAST_ROLL_ID, DEMO_ROLL_ID } from './rolls.ts'
import { DEMO_PASSWORD, seedDemo } from './seed.ts'
import { demoVillage } from './village.ts'

// A whole village is written, judged and counted.
jest.setTimeout(60_000)

const TABLES = [
  'community',
  'grid',
  'building',
  'household',
  'resident',
  'role_grant',
  'roll',
  'report',
  'standing',
  'account',
  'demo_identity',
  'password_sign_in',
]

describe('the demo village in the database', () => {
  let app: TestApp

  /** How many rows, and one digest over all of them, as the app's own login sees them. */
  const contents = () =>
    transactAsSystem(app.kernel, DEMO_COMMUNITY_ID, async ({ db }) => {
      const found: Record<string, unknown> = {}
      for (const table of TABLES) {
        const { rows } = await db.execute(
          `SELECT count(*)::int AS rows, md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))) AS digest FROM ${table} t`,
        )
        found[table] = rows[0]
      }
      return found
    })

  const signedIn = async (name: string) => {
    const session = await clientOf(app.server, null)(signInDemo, { body: { name } })
    return clientOf(app.server, session.token)
  }

  beforeAll(async () => {
    app = await startTestApp({ DEMO: 'on' })
    await Promise.all([seedDemo(app.kernel), seedDemo(app.kernel)])
  })

  afterAll(async () => {
    await app.close()
  })

  test('holds what was planned, even when two begin at once, and a second seeding changes nothing', async () => {
    const village = demoVillage()
    const before = await contents()
    expect(before).toMatchObject({
      community: { rows: 1 },
      grid: { rows: 119 },
      building: { rows: village.buildings.length },
      household: { rows: village.households.length },
      roll: { rows: 2 },
    })
    await seedDemo(app.kernel)
    expect(await contents()).toEqual(before)
  })

  test('stands as the reconciliation itself would judge it', async () => {
    const said = async () => {
      const { report, standing } = await contents()
      return { report, standing }
    }
    const before = await said()
    await app.settle()
    expect(await said()).toEqual(before)
    const { rows } = await (await signedIn('secretary'))(listDifferences, { query: { state: 'open' } })
    expect(rows.length).toBeGreaterThan(5)
    expect(rows.length).toBeLessThan(40)
    expect(new Set(rows.map(({ kind }) => kind))).toEqual(new Set(['headcount-differs']))
  })

  test('is counted, and the numbers add up to the village', async () => {
    await app.settle()
    const call = await signedIn('secretary')
    const { rolls } = await call(listRolls, { query: {} })
    expect(rolls.map(({ id, state }) => [id, state])).toEqual([
      [DEMO_ROLL_ID, 'open'],
      [DEMO_LAST_ROLL_ID, 'closed'],
    ])
    for (const { id } of rolls) {
      const { grids } = await call(rollProgress, { params: { id } })
      const sum = (of: (one: (typeof grids)[number]) => number) => grids.reduce((total, one) => total + of(one), 0)
      expect(sum((one) => one.households)).toBe(demoVillage().households.length)
      expect(sum((one) => one.reported + one.missing + one.excused + one.differs)).toBe(sum((one) => one.households))
      const inGrid2 = grids.filter(({ gridCode }) => gridCode.startsWith('2-'))
      const answered = inGrid2.reduce((total, one) => total + one.reported, 0)
      if (id === DEMO_ROLL_ID) expect(answered).toBe(0)
      else expect(answered).toBeGreaterThan(200)
    }
  })

  test('offers its identities with real roles and real scopes', async () => {
    const { identities } = await clientOf(app.server, null)(demoIdentities, {})
    expect(identities.map(({ name }) => name)).toEqual(demoVillage().identities.map(({ name }) => name))
    const secretary = await (await signedIn('secretary'))(gridCounts, {})
    expect(secretary.counts.reduce((total, one) => total + one.buildings, 0)).toBe(demoVillage().buildings.length)
    expect(secretary.counts.reduce((total, one) => total + one.unassigned, 0)).toBe(12)
    const worker = await (await signedIn('worker2-3'))(gridCounts, {})
    expect(worker.counts.length).toBeLessThan(4)
    const hub = await (await signedIn('hub2'))(listBuildings, { query: {} })
    expect(hub.rows.map(({ door }) => door)).toEqual(['中区31号', '中区32号', '中区33号'])
    const own = await (await signedIn('resident2'))(readHousehold, { params: { id: demoId('household', '中区32号') } })
    expect(own).toMatchObject({ door: '中区32号', headcount: 3 })
  })

  test.each([
    ['worker2', '2'],
    ['lead2', '2-4-1'],
    ['worker2-3', '2-3'],
  ])('%s pastes the chain of grid %s and reads what was meant', async (name, code) => {
    const call = await signedIn(name)
    const { text, lines } = demoChainWithOutcome(code)
    const params = { rollId: DEMO_ROLL_ID, gridId: demoId('grid', code) }
    const view = await call(previewChain, { params, body: { text } })
    const read = view.lines.map(({ verdict, household }) => ({ verdict, door: household?.door ?? null }))
    expect(read).toEqual(lines.map(({ verdict, door }) => ({ verdict, door })))
  })

  test('an example is given only to whoever may paste a chain there', async () => {
    const call = await signedIn('lead2')
    expect((await call(demoChain, { params: { code: '2' } })).text).not.toBe('')
    expect((await call(demoChain, { params: { code: '2-4-1' } })).text).not.toBe('')
    expect(await refusalOf(call(demoChain, { params: { code: '5' } }))).toBe('not-allowed')
    expect(await refusalOf(call(demoChain, { params: { code: '8' } }))).toBe('not-found')
  })

  test('staff may also sign in by name and password', async () => {
    const session = await clientOf(app.server, null)(signIn, { body: { name: 'lead2', password: DEMO_PASSWORD } })
    expect(session.actor.displayName).toBe('陈网格长')
  })

  test('the command post needs its changing number with a password, and none by the demo’s own button', async () => {
    const call = clientOf(app.server, null)
    const real = await call(signIn, { body: { name: 'secretary', password: DEMO_PASSWORD } })
    expect([real.secondFactor, real.actor.grants]).toEqual(['enrol', []])
    const shown = await call(signInDemo, { body: { name: 'secretary' } })
    expect([shown.secondFactor, shown.actor.grants.map(({ role }) => role)]).toEqual([undefined, ['command-post']])
  })
})
