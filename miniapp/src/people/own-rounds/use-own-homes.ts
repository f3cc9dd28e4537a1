import { useState } from 'react'
import { myHouseholds } from '@gezhong/shared/people/reports/contract'
import { ownRounds } from '@gezhong/shared/people/own-rounds/contract'
import { POLL_MS, useRead } from '../../platform/use-read.ts'

/** One's own households with what asks them, and which of them is looked at: one's own, until another is chosen. */
export function useOwnHomes({ every }: { every?: number } = {}) {
  const homes = useRead(myHouseholds, {}, { keep: true, ...(every === undefined ? {} : { every }) })
  const tests = useRead(ownRounds, {}, { keep: true, every: POLL_MS })
  const [chosenId, choose] = useState<string | null>(null)
  // Without the rounds a roll of tests would stand there as a question for a moment.
  const isReady = homes.data !== undefined && (tests.data !== undefined || tests.error !== null)
  const households = isReady ? homes.data.households : undefined
  return {
    households,
    chosen: households?.find(({ household }) => household.id === chosenId) ?? households?.[0],
    choose,
    testsOf: (householdId: string) => tests.data?.households.find((one) => one.householdId === householdId),
    error: homes.error,
    /** Set while what is shown could not be read anew: as it was at that time. */
    keptSince: tests.error !== null && tests.data !== undefined ? tests.data.readAt : null,
    refetch: () => void Promise.all([homes.refetch(), tests.refetch()]),
  }
}

export type OwnHomes = ReturnType<typeof useOwnHomes>
