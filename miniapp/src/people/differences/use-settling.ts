import { useState } from 'react'
import {
  type Decision,
  DECISION_WORDS,
  type Difference,
  listDifferences,
  settleDifferences,
  undoDecision,
} from '@gezhong/shared/people/reconciliation/contract'
import { readChain } from '@gezhong/shared/people/chain/contract'
import { listStanding, rollProgress } from '@gezhong/shared/people/rolls/contract'
import { displayDoor } from '@gezhong/shared/people/door'
import { call } from '../../platform/api.ts'
import { buzz } from '../../platform/notice.ts'
import { outdate } from '../../platform/queries.ts'
import { useWrite } from '../../platform/use-write.ts'

export interface Settlement {
  decision: Decision
  householdId?: string
  headcount?: number
}

interface Last {
  id: string
  /** What was done, in words, beside its undo. */
  word: string
}

const outdated = () => outdate(listDifferences, rollProgress, listStanding, readChain)

const nameOf = ({ household, report }: Difference): string => {
  const door = household?.door ?? report?.door
  return door == null ? '这一条' : displayDoor(door)
}

/** Settles differences one by one and remembers the last, so that it can be taken back at once. */
export function useSettling() {
  const [last, setLast] = useState<Last | null>(null)
  const [refused, setRefused] = useState<string | null>(null)
  const [busyId, setBusyId] = useState<string | null>(null)
  const settling = useWrite((input: Settlement & { id: string }, idempotencyKey) => {
    const { id, ...body } = input
    return call(settleDifferences, { body: { ids: [id], ...body }, idempotencyKey })
  })
  const undoing = useWrite((id: string, idempotencyKey) => call(undoDecision, { params: { id }, idempotencyKey }))
  return {
    last,
    busyId,
    problem: refused ?? settling.problem ?? undoing.problem,
    async settle(difference: Difference, settlement: Settlement): Promise<boolean> {
      setRefused(null)
      setBusyId(difference.id)
      const answer = await settling.run({ id: difference.id, ...settlement })
      setBusyId(null)
      if (answer === null) return false
      const [outcome] = answer.outcomes
      if (outcome !== undefined && !outcome.settled) {
        setRefused(outcome.problem ?? '没有定下来，请刷新再试')
        outdated()
        return false
      }
      buzz()
      setLast({ id: difference.id, word: `${nameOf(difference)}：${DECISION_WORDS[settlement.decision]}` })
      outdated()
      return true
    },
    async undo(): Promise<void> {
      if (last === null) return
      const answer = await undoing.run(last.id)
      if (answer === null) return
      setLast(null)
      outdated()
    },
  }
}

export type Settling = ReturnType<typeof useSettling>
