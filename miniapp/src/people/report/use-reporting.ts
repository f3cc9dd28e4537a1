import { Refusal, type ErrorCode } from '@gezhong/shared/errors'
import { listNotices } from '@gezhong/shared/people/agreements/contract'
import { myHouseholds, householdReports, type Receipt } from '@gezhong/shared/people/reports/contract'
import { listStanding, rollProgress } from '@gezhong/shared/people/rolls/contract'
import { outdate } from '../../platform/queries.ts'
import { Unreachable } from '../../platform/transport.ts'
import { useWrite } from '../../platform/use-write.ts'
import { dropWaitingFor, keepForLater, type Said, sendReport } from './outbox.ts'

interface Target {
  rollId: string
  householdId: string
  door: string
}

/** What came of it: a receipt from the server, or kept on the phone until there is a network. */
export type Reported = { receipt: Receipt } | { kept: true }

const NOT_AGREED: readonly ErrorCode[] = ['privacy-not-agreed', 'test-status-not-agreed']

/** Reports for a household. Without a network the report is kept and sent later, and that is no error. */
export function useReporting(target: Target) {
  return useWrite(async (said: Said, id): Promise<Reported> => {
    try {
      const receipt = await sendReport({ ...target, id, said })
      dropWaitingFor(target)
      outdate(myHouseholds, householdReports, rollProgress, listStanding)
      return { receipt }
    } catch (error) {
      if (error instanceof Unreachable && keepForLater({ ...target, id, said })) return { kept: true }
      // Agreed to on this phone, and taken back on another: the next press asks for it again.
      if (error instanceof Refusal && NOT_AGREED.includes(error.code)) outdate(listNotices)
      throw error
    }
  })
}
