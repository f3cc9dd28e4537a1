import { useEffect, useState } from 'react'
import type { KitHousehold } from '@gezhong/shared/people/antigen/contract'
import { listKits } from '@gezhong/shared/people/antigen/contract'
import { displayDoor } from '@gezhong/shared/people/door'
import { buzz } from '../../platform/notice.ts'
import { randomId } from '../../platform/random-id.ts'
import { POLL_MS, useRead } from '../../platform/use-read.ts'
import { keptKits, type KeptKits } from './kept-kits.ts'
import { sendKits, waits } from './send-kits.ts'

const RETRY_MS = 15_000
/** A sub-grid has some 50 households; a larger piece is handed out by its sub-grids. */
const MOST = 500

const idsOf = (kept: readonly KeptKits[]) => kept.map(({ id }) => id)

/** The list as it stands on this phone: what was handed here since it was read is on top. */
function withHanded(household: KitHousehold, kept: readonly KeptKits[]): KitHousehold {
  const more = kept
    .filter(({ householdId, undone, unplaced }) => householdId === household.householdId && !undone && !unplaced)
    .reduce((sum, { kits }) => sum + kits, 0)
  return more === 0 ? household : { ...household, kits: household.kits + more }
}

/** The doors of a grid with their kits, and handing out, with and without a network. */
export function useKitsHere(roundId: string, gridId: string) {
  const params = { id: roundId }
  const query = { grid: gridId, size: MOST }
  const list = useRead(listKits, { params, query }, { keep: true, every: 3 * POLL_MS })
  const all = keptKits.useRows()
  const [full, setFull] = useState(false)
  const [last, setLast] = useState<KeptKits | null>(null)
  const { dataUpdatedAt } = list
  useEffect(() => {
    void sendKits()
    const timer = setInterval(() => void sendKits(), RETRY_MS)
    return () => clearInterval(timer)
  }, [])
  useEffect(() => {
    // What the list counts by now, the phone need not keep; unless somebody has still to read about it.
    const isCounted = ({ sentAt, unplaced, gridId: at }: KeptKits) =>
      sentAt !== null && sentAt < dataUpdatedAt && !unplaced && at === gridId
    keptKits.drop(idsOf(keptKits.all().filter(isCounted)))
  }, [dataUpdatedAt, gridId])
  const here = all.filter((one) => one.roundId === roundId)
  const uncounted = here.filter(({ sentAt }) => sentAt === null || sentAt >= dataUpdatedAt)
  const keep = (written: boolean) => {
    setFull(!written)
    void sendKits()
  }
  return {
    households: list.data?.rows.map((household) => withHanded(household, uncounted)) ?? null,
    isCut: (list.data?.total ?? 0) > MOST,
    error: list.error,
    again: () => void list.refetch(),
    full,
    last,
    waiting: here.filter(waits).length,
    unplaced: here.filter(({ unplaced }) => unplaced),
    refused: here.filter(({ refusal }) => refusal !== null),
    async hand({ householdId, door }: KitHousehold, kits: number) {
      const handedAt = new Date().toISOString()
      const what = { id: await randomId(), roundId, gridId, householdId, door: displayDoor(door), kits, handedAt }
      const handed = { ...what, undone: false, sentAt: null, unplaced: false, refusal: null }
      buzz()
      setLast(handed)
      keep(keptKits.put(handed))
    },
    undo(handed: KeptKits) {
      setLast(null)
      // It may be on its way, or there already: taking it back is said all the same.
      keep(keptKits.put({ ...handed, undone: true, sentAt: null }))
    },
    drop: (kept: readonly KeptKits[]) => keptKits.drop(idsOf(kept)),
  }
}

export type KitsHere = ReturnType<typeof useKitsHere>
