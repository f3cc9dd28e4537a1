import { Refusal } from '@gezhong/shared/errors'
import type { CameBy } from '@gezhong/shared/people/homes/contract'
import { uuidv7 } from 'uuidv7'
import type { Work } from '../../database/transact.ts'
import { announce } from '../../live/fold.ts'
import { isSlipAccount } from '../slips/queries.ts'
import { addHome } from './queries.ts'

/** That an account acts for a household: as living there, or as a proxy. */
interface Bond {
  accountId: string
  householdId: string
  /** The household's grid. */
  gridId: string
  proxy: boolean
  cameBy: CameBy
  /** Until when; without it, until somebody ends it. */
  until?: Date
}

/** Rights are read in every request; open streams are told to begin anew. False when the bond was there already. */
export async function bind(work: Work, { until, gridId: householdGridId, ...bond }: Bond): Promise<boolean> {
  const { communityId, now } = work
  const row = { ...bond, householdGridId, communityId, id: uuidv7(), role: 'resident' as const, validFrom: now }
  const added = await work.elevated(() => addHome(work.db, { ...row, validUntil: until ?? null }))
  await announce(work.db, { communityId, endAccount: bond.accountId })
  return added
}

/** Whoever holds the paper is the slip's account, so nothing else may ever be bound to it. */
export async function refuseSlipHolder(work: Work): Promise<void> {
  const { db, communityId, actor } = work
  if (await work.elevated(() => isSlipAccount(db, communityId, actor.accountId)))
    throw new Refusal('not-allowed', '凭纸条进来只能替这一家办事；要关联别家，请先用手机号或微信登录')
}
