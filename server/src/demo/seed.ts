import { eq, sql } from 'drizzle-orm'
import { account, demoIdentity, passwordSignIn, tenancy } from '../database/tables.ts'
import { transactAsSystem, type Kernel, type Work } from '../database/transact.ts'
import { community, grid } from '../grid/communities/tables.ts'
import { roleGrant } from '../grid/team/tables.ts'
import { building, household, resident } from '../people/ledger/tables.ts'
import { reconcileHousehold } from '../people/reconciliation/reconcile-roll.ts'
import { report } from '../people/reports/tables.ts'
import { requireRoll } from '../people/rolls/service.ts'
import { roll, standing } from '../people/rolls/tables.ts'
import { DEMO_COMMUNITY_ID } from './identifiers.ts'
import { insertAll } from './insert-all.ts'
import type { Village } from './plan.ts'
import { planRolls, type PlannedRoll } from './rolls.ts'
import { buildingRow, householdRow, reportRow, residentRows, standingRow } from './seed-rows.ts'
import { seedAgreements } from './agreements.ts'
import { seedCredentials } from './credentials.ts'
import { seedStalls } from './stalls.ts'
import { demoVillage } from './village.ts'

/** `huatingkou`, as argon2id: everybody may know it, so that name and password can be tried. */
const DEMO_PASSWORD_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$EpWJC6QJu026MiIFRvTfgA$rsoYYfLzVkPVuwbi7yeYTPVQmVcvOSn3ovsvrb23Lq0'
export const DEMO_PASSWORD = 'huatingkou'

async function seedGrids({ db, communityId, now }: Work, village: Village): Promise<void> {
  await db.insert(tenancy).values({ communityId })
  await db.insert(community).values({
    communityId,
    name: '花厅口村',
    placeNames: ['花厅口', '花厅口村'],
    areaCode: '0595',
    zoneStatus: 'controlled',
    createdAt: now,
  })
  await insertAll(
    db,
    grid,
    village.grids.map((one) => ({ ...one, communityId, createdAt: now })),
  )
}

async function seedPeople({ db, communityId, now }: Work, village: Village): Promise<void> {
  await insertAll(
    db,
    account,
    village.accounts.map((one) => ({ ...one, createdAt: now })),
  )
  await insertAll(
    db,
    roleGrant,
    village.grants.map((one) => ({ ...one, communityId, validFrom: now })),
  )
  await insertAll(
    db,
    demoIdentity,
    village.identities.map(({ name, accountId, role, place }, position) => ({
      name,
      accountId,
      communityId,
      role,
      place,
      position,
    })),
  )
  const staff = village.identities.filter(({ hasPassword }) => hasPassword)
  await db
    .insert(passwordSignIn)
    .values(
      staff.map(({ name, accountId }) => ({ name, accountId, communityId, hash: DEMO_PASSWORD_HASH, changedAt: now })),
    )
    // Somebody of another community may have the name already; the sign-in page offers the identity all the same.
    .onConflictDoNothing({ target: passwordSignIn.name })
}

async function seedLedger(work: Work, village: Village): Promise<void> {
  const { db } = work
  await insertAll(
    db,
    building,
    village.buildings.map((one) => buildingRow(work, one, village.responsible.get(one.id) ?? null)),
  )
  await insertAll(
    db,
    household,
    village.households.map((one) => householdRow(work, one)),
  )
  await insertAll(
    db,
    resident,
    village.households.flatMap((one) => residentRows(work, one)),
  )
}

async function seedRoll(work: Work, { reports, ...planned }: PlannedRoll): Promise<void> {
  const { db, communityId } = work
  const state = planned.closedAt === null ? 'open' : 'closed'
  await db.insert(roll).values({ ...planned, communityId, question: 'who-lives-here', state })
  await insertAll(
    db,
    report,
    reports.map((one) => reportRow(work, planned.id, one)),
  )
  await insertAll(
    db,
    standing,
    reports.filter(({ differs }) => !differs).map((one) => standingRow(work, planned.id, one)),
  )
  for (const { differs, household: said } of reports)
    if (differs) await reconcileHousehold(work, await requireRoll(work, planned.id), said.id)
}

async function isSeeded({ db, communityId }: Work): Promise<boolean> {
  const rows = await db
    .select({ id: community.communityId })
    .from(community)
    .where(eq(community.communityId, communityId))
  return rows.length > 0
}

/**
 * Fills the demo village into the database, once: whoever comes later, also at the same moment from another process,
 * finds it there and changes nothing. All or nothing, so that a seeding that was killed is simply done again.
 */
export async function seedDemo(kernel: Kernel): Promise<void> {
  await transactAsSystem(kernel, DEMO_COMMUNITY_ID, async (work) => {
    await work.db.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended('demo village', 0))`)
    if (await isSeeded(work)) return
    kernel.vault.createCommunityKey(DEMO_COMMUNITY_ID)
    const village = demoVillage()
    const rolls = planRolls(village, work.now)
    await seedGrids(work, village)
    await seedPeople(work, village)
    await seedLedger(work, village)
    for (const planned of rolls) await seedRoll(work, planned)
    await work.db.execute(sql`SELECT refresh_statistics()`)
    for (const { id: gridId, level } of village.grids) {
      if (level !== 'unit') continue
      work.touch({ gridId, topic: 'ledger' })
      // The ledger counts for open rolls only; a closed one has to be counted once by itself.
      for (const { id: rollId, closedAt } of rolls) if (closedAt !== null) work.touch({ gridId, rollId, topic: 'roll' })
    }
  })
  await seedAgreements(kernel)
  await seedCredentials(kernel)
  await seedStalls(kernel)
}
