import { civilDay } from '@gezhong/shared/civil-day'
import { serialOf } from '@gezhong/shared/grid/credentials/serial'
import { sql } from 'drizzle-orm'
import { transactAsSystem, type Kernel } from '../database/transact.ts'
import { addCredential, addTraining, readCredentials, takeNumber } from '../grid/credentials/queries.ts'
import { DEMO_COMMUNITY_ID, demoId } from './identifiers.ts'

const DAY = 86_400_000
/** The volunteer that one can be on the sign-in page. */
const VOLUNTEER = 'volunteer2'

/** The volunteer was trained and has a credential for the second grid, unless somebody has given or taken one since. */
export async function seedCredential(kernel: Kernel): Promise<void> {
  await transactAsSystem(kernel, DEMO_COMMUNITY_ID, async ({ db, communityId, now, actor }) => {
    await db.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended('demo credential', 0))`)
    const [accountId, gridId] = [demoId('account', VOLUNTEER), demoId('grid', '2')]
    if ((await readCredentials(db, communityId, [accountId])).length > 0) return
    const [trainingId, today] = [demoId('training', VOLUNTEER), civilDay(now)]
    const whose = { communityId, accountId, post: 'volunteer', gridId } as const
    await addTraining(db, { ...whose, id: trainingId, day: today, recordedBy: actor.accountId, recordedAt: now })
    const number = await takeNumber(db, communityId, gridId)
    await addCredential(db, {
      ...whose,
      id: demoId('credential', VOLUNTEER),
      trainingId,
      areaIds: [gridId],
      topGridId: gridId,
      number,
      serial: serialOf('2', number),
      codeSerial: demoId('credential-code', VOLUNTEER).slice(-10),
      validFrom: today,
      validUntil: civilDay(new Date(now.getTime() + 365 * DAY)),
      issuedBy: actor.accountId,
      issuedAt: now,
      revokedAt: null,
      revokedBy: null,
      revokeReasonSealed: null,
    })
  })
}
