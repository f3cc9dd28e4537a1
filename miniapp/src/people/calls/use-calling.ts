import { useEffect, useRef, useState } from 'react'
import {
  claimFollowUp,
  type FollowUp,
  type FollowUpWhole,
  nextFollowUp,
  followUpCounts,
  listFollowUps,
  releaseFollowUp,
  undoAttempt,
} from '@gezhong/shared/people/follow-ups/contract'
import { outcomeWords, type AttemptKind, type CallOutcome } from '@gezhong/shared/people/follow-ups/outcomes'
import { displayDoor } from '@gezhong/shared/people/door'
import { call, isRefusal, sentenceOf } from '../../platform/api.ts'
import { buzz } from '../../platform/notice.ts'
import { outdate } from '../../platform/queries.ts'
import { randomId } from '../../platform/random-id.ts'
import { dropCall, isKept, keepCall, sendCalls } from './kept-calls.ts'

/** So often the household is kept for this caller, and what is missing of it read anew. Well within the claim's time. */
const RENEW_MS = 60_000

/** What was just logged, to be taken back. */
interface Logged {
  id: string
  followUpId: string
  words: string
}

export interface Said {
  outcome: CallOutcome
  note: string
  againMinutes: number | null
  rollId: string | null
  people: number | null
}

interface Standing {
  current: FollowUpWhole | null
  after: FollowUp | null
  /** Nobody is left to be called. */
  empty: boolean
  busy: boolean
  problem: string | null
}

const BEGIN: Standing = { current: null, after: null, empty: false, busy: true, problem: null }

/** One household after another, each held while it is called. */
export function useCalling(gridId: string) {
  const [standing, setStanding] = useState(BEGIN)
  const [last, setLast] = useState<Logged | null>(null)
  const [full, setFull] = useState(false)
  const skipped = useRef<string[]>([])
  const held = useRef<string | null>(null)

  const hold = (current: FollowUpWhole | null, after: FollowUp | null, empty: boolean) => {
    held.current = current?.id ?? null
    setStanding({ current, after, empty, busy: false, problem: null })
    outdate(followUpCounts, listFollowUps)
  }
  const attempt = async (act: () => Promise<void>) => {
    setStanding((now) => ({ ...now, busy: true, problem: null }))
    try {
      await act()
    } catch (error) {
      setStanding((now) => ({ ...now, busy: false, problem: sentenceOf(error) }))
    }
  }
  const next = () =>
    attempt(async () => {
      const body = { grid: gridId === '' ? null : gridId, skipped: skipped.current }
      const { followUp, after } = await call(nextFollowUp, { body })
      hold(followUp, after, followUp === null)
    })
  const take = (id: string) => attempt(async () => hold(await call(claimFollowUp, { params: { id } }), null, false))

  const renew = async () => {
    const id = held.current
    if (id === null) return
    try {
      const fresh = await call(claimFollowUp, { params: { id } })
      if (held.current === id) setStanding((now) => ({ ...now, current: fresh }))
    } catch (error) {
      if (isRefusal(error, 'held-by-another') && held.current === id) await next()
    }
  }
  const latest = useRef({ next, renew })
  useEffect(() => {
    latest.current = { next, renew }
  })
  useEffect(() => {
    const begin = async () => {
      await sendCalls()
      await latest.current.next()
    }
    void begin()
    const timer = setInterval(() => void latest.current.renew(), RENEW_MS)
    return () => {
      clearInterval(timer)
      const id = held.current
      held.current = null
      if (id !== null) void call(releaseFollowUp, { params: { id } }).catch(() => undefined)
    }
  }, [])

  return {
    ...standing,
    last,
    full,
    next,
    take,
    async log(kind: AttemptKind, said: Said) {
      const { current } = standing
      if (current === null || standing.busy) return
      setStanding((now) => ({ ...now, busy: true }))
      buzz()
      const id = await randomId()
      const at = new Date().toISOString()
      const made = { ...said, id, followUpId: current.id, door: current.door, kind, calledAt: at, refusal: null }
      setFull(!keepCall(made))
      setLast({ id, followUpId: current.id, words: `${displayDoor(current.door)} ${outcomeWords({ kind, ...said })}` })
      held.current = null
      setStanding({ current: null, after: standing.after, empty: false, busy: true, problem: null })
      await sendCalls()
      await next()
    },
    skip() {
      if (standing.current === null) return
      skipped.current = [...skipped.current.filter((id) => id !== standing.current?.id), standing.current.id].slice(
        -200,
      )
      void next()
    },
    /** The household comes back as it was, to be logged otherwise. */
    async undo() {
      if (last === null) return
      await attempt(async () => {
        if (isKept(last.id)) dropCall(last.id)
        else await call(undoAttempt, { params: { id: last.id } })
        setLast(null)
        hold(await call(claimFollowUp, { params: { id: last.followUpId } }), null, false)
      })
    },
  }
}

export type Calling = ReturnType<typeof useCalling>
