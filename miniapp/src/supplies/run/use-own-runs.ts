import { useEffect } from 'react'
import { hasRole } from '@gezhong/shared/actor'
import { ownRuns } from '@gezhong/shared/supplies/deliveries/contract'
import { CARRIER_ROLES } from '@gezhong/shared/supplies/runs/contract'
import { useActor } from '../../platform/session.ts'
import { POLL_MS, useRead } from '../../platform/use-read.ts'
import { dropOthers } from './take-run.ts'

/** The runs that are mine to walk, as last seen where there is no network. */
export function useOwnRuns() {
  const actor = useActor()
  const may = actor !== null && hasRole(actor, CARRIER_ROLES)
  const read = useRead(ownRuns, {}, { keep: true, every: 3 * POLL_MS, when: may })
  const { data, dataUpdatedAt } = read
  useEffect(() => {
    // What was kept from the last visit says nothing about now.
    if (data !== undefined && dataUpdatedAt > 0) void dropOthers(data.runs)
  }, [data, dataUpdatedAt])
  return read
}
