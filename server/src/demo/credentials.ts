import { civilDay } from '@gezhong/shared/civil-day'
import { serialOf } from '@gezhong/shared/grid/credentials/serial'
import { eq, sql } from 'drizzle-orm'
import { account } from '../database/tables.ts'
import { transactAsSystem, type Kernel, type Work } from '../database/transact.ts'
import { addCredential, addTraining, readCredentials, takeNumber } from '../grid/credentials/queries.ts'
import { DEMO_COMMUNITY_ID, demoId } from './identifiers.ts'

const DAY = 86_400_000
/** The volunteers that one can be on the sign-in page. */
const VOLUNTEERS = ['volunteer2', 'volunteer2b']

/** A village that an earlier version filled in has fewer people. */
async function isThere({ db }: Work, accountId: string): Promise<boolean> {
  return (await db.select({ id: account.id }).from(account).where(eq(account.id, accountId))).length > 0
}

async function giveCredential(work: Work, key: string): Promise<void> {
  const { db, communityId, now, actor } = work
  const [accountId, gridId] = [demoId('account', key), demoId('grid', '2')]
  if (!(await isThere(work, accountId))) return
  if ((await readCredentials(db, communityId, [accountId])).length > 0) return
  const [trainingId, today] = [demoId('training', key), civilDay(now)]
  const whose = { communityId, accountId, post: 'volunteer', gridId } as const
  await addTraining(db, { ...whose, id: trainingId, day: today, recordedBy: actor.accountId, recordedAt: now })
  const number = await takeNumber(db, communityId, gridId)
  await addCredential(db, {
    ...whose,
    id: demoId('credential', key),
    trainingId,
    areaIds: [gridId],
    topGridId: gridId,
    number,
    serial: serialOf('2', number),
    codeSerial: demoId('credential-code', key).slice(-10),
    validFrom: today,
    validUntil: civilDay(new Date(now.getTime() + 365 * DAY)),
    issuedBy: actor.accountId,
    issuedAt: now,
    revokedAt: null,
    revokedBy: null,
    revokeReasonSealed: null,
  })
}

/** The volunteers were trained and have credentials for the second grid, unless somebody has given or taken one since. */
export async function seedCredentials(kernel: Kernel): Promise<void> {
  await transactAsSystem(kernel, DEMO_COMMUNITY_ID, async (work) => {
    await work.db.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended('demo credential', 0))`)
    for (const key of VOLUNTEERS) await giveCredential(work, key)
  })
}
