import type { Call } from '@gezhong/shared/client'
import type { Role } from '@gezhong/shared/actor'
import { NoticeKind } from '@gezhong/shared/people/agreements/contract'
import { presentVersion } from '@gezhong/shared/people/agreements/notices'
import { sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { transactAsSystem, type Work } from '../src/database/transact.ts'
import { community, grid } from '../src/grid/communities/tables.ts'
import { roleGrant } from '../src/grid/team/tables.ts'
import { openSession } from '../src/http/session.ts'
import { agreement } from '../src/people/agreements/tables.ts'
import { buildingDoor, doorOrder } from '../src/people/ledger/door-order.ts'
import { building, household } from '../src/people/ledger/tables.ts'
import { roll } from '../src/people/rolls/tables.ts'
import { clientOf, type TestApp } from './app.ts'

/** One of the fixed cast, with the real client in hand. */
export interface Persona {
  accountId: string
  sessionId: string
  token: string
  call: Call
}

export interface CastHousehold {
  id: string
  buildingId: string
  door: string
  headcount: number
  phone: string
}

export interface Cast {
  communityId: string
  /** By code: 1, 1-1, 1-1-1, 2, 2-1, 2-1-1, 2-2, 2-2-1. */
  grids: Record<string, string>
  /** By door: 东区1号 … 东区6号 in 1-1-1; 中区1号 … 中区6号 in 2-1-1; 中区7号 … 中区12号 in 2-2-1. */
  households: Record<string, CastHousehold>
  /** An open roll over the whole community. */
  rollId: string
  secretary: Persona
  /** Lead of grid 2. */
  gridLead: Persona
  /** Worker of sub-grid 2-1. */
  gridWorker: Persona
  /** Lead of grid 1: a neighbour who may see nothing of grid 2. */
  otherLead: Persona
  /** Responsible for the buildings of 中区1号 and 中区2号. */
  hubHousehold: Persona
  /** Lives at 中区3号. */
  resident: Persona
  volunteer: Persona
  guard: Persona
  /** Signed in, and nothing at all. */
  stranger: Persona
}

const CODES = ['1', '1-1', '1-1-1', '2', '2-1', '2-1-1', '2-2', '2-2-1']
const LEVELS = ['grid', 'sub-grid', 'unit'] as const

const placeOf = (code: string): [string, number][] => {
  const area = code.startsWith('1') ? '东区' : '中区'
  const first = code === '2-2-1' ? 7 : 1
  return Array.from({ length: 6 }, (_, index) => [area, first + index])
}

/** Ten metres square, one beside the other. */
function houseAt(number: number): [number, number][] {
  const [west, south] = [118.56 + number * 2e-4, 24.78]
  const [east, north] = [west + 1e-4, south + 1e-4]
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ]
}

async function addGrids(work: Work): Promise<Record<string, string>> {
  const ids: Record<string, string> = {}
  for (const code of CODES) {
    const parts = code.split('-')
    ids[code] = uuidv7()
    await work.db.insert(grid).values({
      communityId: work.communityId,
      id: ids[code],
      parentId: parts.length === 1 ? null : ids[parts.slice(0, -1).join('-')]!,
      level: LEVELS[parts.length - 1]!,
      code,
      createdAt: work.now,
    })
  }
  return ids
}

async function addHouseholds(work: Work, grids: Record<string, string>): Promise<Record<string, CastHousehold>> {
  const made: Record<string, CastHousehold> = {}
  const { communityId, now, vault } = work
  for (const code of ['1-1-1', '2-1-1', '2-2-1'])
    for (const [area, number] of placeOf(code)) {
      const door = `${area}${number}号`
      const row = {
        id: uuidv7(),
        buildingId: uuidv7(),
        door,
        headcount: (number % 4) + 1,
        phone: `1380000${code.startsWith('1') ? '1' : '2'}${String(number).padStart(3, '0')}`,
      }
      const common = { communityId, gridId: grids[code]!, createdAt: now }
      await work.db.insert(building).values({
        ...common,
        id: row.buildingId,
        door: buildingDoor(door),
        doorOrder: doorOrder(door),
        footprint: houseAt(number),
      })
      await work.db.insert(household).values({
        ...common,
        id: row.id,
        buildingId: row.buildingId,
        door,
        doorOrder: doorOrder(door),
        headcount: row.headcount,
        phonesSealed: vault.sealPhones(communityId, [row.phone]),
        phoneIndexes: [vault.phoneIndex(communityId, row.phone)],
      })
      work.touch({ gridId: grids[code]!, topic: 'ledger' })
      made[door] = row
    }
  return made
}

async function addAccount(app: TestApp, displayName: string): Promise<string> {
  const id = uuidv7()
  const { kernel } = app
  await kernel.pool.query('INSERT INTO account (id, display_name, created_at) VALUES ($1, $2, $3)', [
    id,
    displayName,
    kernel.clock(),
  ])
  return id
}

/** Read and agreed to, as most have who come to the pages for themselves. */
export async function agreeToNotices(app: TestApp, communityId: string, accountId: string): Promise<void> {
  const answered = (work: Work) =>
    NoticeKind.options.map((kind) => {
      const given = { answer: 'given', via: 'browser', turn: 1, version: presentVersion(kind) } as const
      return { communityId, accountId, kind, at: work.now, ...given }
    })
  await transactAsSystem(app.kernel, communityId, (work) => work.db.insert(agreement).values(answered(work)), accountId)
}

/** What a session of a phone is opened with. */
export const phoneOpening = (app: TestApp) =>
  ({ page: 'phone', device: '安卓手机', refreshTokens: app.server.refreshTokens }) as const

/** A person of this community, signed in. */
export async function addPersona(
  app: TestApp,
  communityId: string,
  displayName: string,
  role: Role | null,
  place: { gridId?: string; householdId?: string; householdGridId?: string; validFrom?: Date; validUntil?: Date } = {},
): Promise<Persona> {
  const accountId = await addAccount(app, displayName)
  if (role !== null)
    await transactAsSystem(app.kernel, communityId, (work) =>
      work.db.insert(roleGrant).values({ communityId, id: uuidv7(), accountId, role, validFrom: work.now, ...place }),
    )
  if (role === null || role === 'resident') await agreeToNotices(app, communityId, accountId)
  const { id: sessionId } = await openSession(app.kernel, accountId, communityId, phoneOpening(app))
  await app.kernel.pool.query("UPDATE session SET second_factor = 'passed' WHERE id = $1", [sessionId])
  const fresh = () => app.server.issueToken(sessionId)
  return {
    accountId,
    sessionId,
    // A token lives a quarter of an hour, which is less than a long test on a busy machine.
    get token() {
      return fresh()
    },
    call: clientOf(app.server, fresh),
  }
}

/** A community of its own for one test, with everybody in it. */
export async function makeCast(app: TestApp): Promise<Cast> {
  const communityId = uuidv7()
  const rollId = uuidv7()
  app.kernel.vault.createCommunityKey(communityId)
  await app.kernel.pool.query('INSERT INTO tenancy (community_id) VALUES ($1)', [communityId])
  const { grids, households } = await transactAsSystem(app.kernel, communityId, async (work) => {
    await work.db.insert(community).values({
      communityId,
      name: '花厅口村',
      placeNames: ['花厅口', '花厅口村'],
      areaCode: '0595',
      zoneStatus: 'controlled',
      createdAt: work.now,
    })
    const ids = await addGrids(work)
    const made = await addHouseholds(work, ids)
    await work.db.insert(roll).values({
      communityId,
      id: rollId,
      title: '今天的人数登记',
      question: 'who-lives-here',
      state: 'open',
      openedAt: work.now,
    })
    return { grids: ids, households: made }
  })
  const person = (name: string, role: Role | null, place?: Parameters<typeof addPersona>[4]) =>
    addPersona(app, communityId, name, role, place)
  const cast: Cast = {
    communityId,
    grids,
    households,
    rollId,
    secretary: await person('林书记', 'command-post'),
    gridLead: await person('陈网格长', 'grid-lead', { gridId: grids['2']! }),
    gridWorker: await person('吴网格员', 'grid-worker', { gridId: grids['2-1']! }),
    otherLead: await person('许网格长', 'grid-lead', { gridId: grids['1']! }),
    hubHousehold: await person('蔡中心户', 'hub-household', { gridId: grids['2-1-1']! }),
    resident: await person('王居民', 'resident', {
      householdId: households['中区3号']!.id,
      householdGridId: grids['2-1-1']!,
    }),
    volunteer: await person('李志愿者', 'volunteer', { gridId: grids['2']! }),
    guard: await person('庄值守', 'guard', { gridId: grids['2']! }),
    stranger: await person('路人', null),
  }
  await transactAsSystem(app.kernel, communityId, async (work) => {
    const own = [households['中区1号']!.buildingId, households['中区2号']!.buildingId]
    await work.db.execute(
      sql`UPDATE building SET responsible_account_id = ${cast.hubHousehold.accountId}
          WHERE community_id = ${communityId} AND id IN ${own}`,
    )
  })
  return cast
}

/** Two who may do all of it at another time: their place in the command post has ended, or has not begun. */
export interface OutOfTerm {
  ended: Persona
  early: Persona
}

export async function addOutOfTerm(app: TestApp, communityId: string): Promise<OutOfTerm> {
  const at = (days: number) => new Date(app.kernel.clock().getTime() + days * 86_400_000)
  return {
    ended: await addPersona(app, communityId, '上一任书记', 'command-post', { validFrom: at(-30), validUntil: at(-1) }),
    early: await addPersona(app, communityId, '下一任书记', 'command-post', { validFrom: at(1) }),
  }
}
