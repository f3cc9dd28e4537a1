import { coversGrid, type Actor, type Role } from '../../actor.ts'
import { canAppoint } from '../team/policy.ts'

/** Posts whose holders walk through a closed grid with goods. */
export const CARRYING_ROLES = ['volunteer', 'hub-household', 'grid-worker'] as const satisfies readonly Role[]

/** Record a training, issue and revoke a credential for this grid: whoever appoints volunteers there. */
export const canIssue = (actor: Actor, gridCode: string): boolean => canAppoint(actor, 'volunteer', gridCode)

/** The same, for this person: nobody trains themselves, or gives themselves a credential. */
export const canIssueTo = (actor: Actor, accountId: string, gridCode: string): boolean =>
  accountId !== actor.accountId && canIssue(actor, gridCode)

/** Whether somebody's posts allow a credential for this grid. */
export const carriesIn = (holder: Pick<Actor, 'grants'>, gridCode: string): boolean =>
  coversGrid({ ...holder, accountId: '', communityId: '', displayName: '' }, CARRYING_ROLES, gridCode)
