import { presentVersion } from '@gezhong/shared/people/agreements/notices'
import { transactAsSystem, type Kernel } from '../database/transact.ts'
import { agreement } from '../people/agreements/tables.ts'
import { DEMO_COMMUNITY_ID, demoId } from './identifiers.ts'

/** These residents have been here before. The other one has not been asked yet, so that what is asked first can be seen. */
const AGREED = ['resident2', 'resident7', 'elder2']

/** Each in their own name, as nobody answers for another; what they answered later stays. */
export async function seedAgreements(kernel: Kernel): Promise<void> {
  for (const key of AGREED) {
    const accountId = demoId('account', key)
    const given = {
      kind: 'privacy',
      turn: 1,
      version: presentVersion('privacy'),
      answer: 'given',
      via: 'browser',
    } as const
    await transactAsSystem(
      kernel,
      DEMO_COMMUNITY_ID,
      ({ db, communityId, now }) =>
        db
          .insert(agreement)
          .values({ communityId, accountId, at: now, ...given })
          .onConflictDoNothing(),
      accountId,
    )
  }
}
