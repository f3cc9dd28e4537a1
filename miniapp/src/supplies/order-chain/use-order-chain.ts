import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { z } from 'zod'
import {
  confirmOrderChain,
  OrderLineFix,
  type OrderChainView,
  previewOrderChain,
  readOrderChain,
  undoOrderConfirmation,
  type UndoneOrderChain,
} from '@gezhong/shared/supplies/order-chains/contract'
import { listOrders, orderOfHousehold } from '@gezhong/shared/supplies/orders/contract'
import { listStalls, readStall } from '@gezhong/shared/supplies/stalls/contract'
import { call, sentenceOf } from '../../platform/api.ts'
import { outdate } from '../../platform/queries.ts'
import { useDraft } from '../../platform/use-draft.ts'
import { useRead } from '../../platform/use-read.ts'
import { useRested } from '../../platform/use-rested.ts'
import { useWrite } from '../../platform/use-write.ts'

const Counts = z.enum(['chain', 'order'])
const Draft = z.object({
  text: z.string(),
  /** Kept when the text goes: the group's next text has the same lines in it. */
  fixes: z.array(OrderLineFix),
  settled: z.array(z.object({ householdId: z.string(), counts: Counts })),
})
const NOTHING: z.infer<typeof Draft> = { text: '', fixes: [], settled: [] }

/** Words about lines, from the newest on; older ones are of lines that are gone. */
const MOST_FIXES = 500

/** What a person may say of one line. */
export type LineWord = Partial<Omit<OrderLineFix, 'key'>>

const isDone = ({ toSettle, counts }: OrderChainView) => toSettle + counts.conflict + counts.refused === 0

/** A group's order chain and what was said of its lines, kept on the phone; and what the server makes of it. */
export function useOrderChain(stallId: string, gridId: string) {
  const params = { id: stallId, gridId }
  const draft = useDraft(`order-chain:${stallId}:${gridId}`, 1, Draft, NOTHING)
  const { change } = draft
  const { text, fixes, settled } = draft.value
  const pasted = text.trim() !== ''
  const before = useRead(readOrderChain, { params }, { when: !pasted })
  const rested = useRested(draft.value)
  const preview = useQuery({
    queryKey: [previewOrderChain.path, stallId, gridId, rested.turn],
    queryFn: () => call(previewOrderChain, { params, body: rested.value }),
    enabled: rested.value.text.trim() !== '',
    placeholderData: keepPreviousData,
    gcTime: 0,
    refetchOnWindowFocus: false,
  })
  const confirming = useWrite((body: z.infer<typeof Draft>, idempotencyKey) =>
    call(confirmOrderChain, { params, body, idempotencyKey }),
  )

  const undoing = useWrite((confirmationId: string, idempotencyKey) =>
    call(undoOrderConfirmation, { params: { ...params, confirmationId }, idempotencyKey }),
  )

  /** A word about one line; null takes back all that was said of it. */
  const say = useCallback(
    (key: string, word: LineWord | null) =>
      change((now) => {
        const others = now.fixes.filter((fix) => fix.key !== key)
        if (word === null) return { ...now, fixes: others }
        const said = now.fixes.find((fix) => fix.key === key) ?? {
          key,
          text: null,
          householdId: null,
          dismissed: false,
        }
        return { ...now, fixes: [...others, { ...said, ...word }].slice(-MOST_FIXES) }
      }),
    [change],
  )
  /** Of a household that ordered otherwise, which of the two counts; null: not said yet. */
  const settle = useCallback(
    (householdId: string, counts: z.infer<typeof Counts> | null) =>
      change((now) => {
        const others = now.settled.filter((one) => one.householdId !== householdId)
        return { ...now, settled: counts === null ? others : [...others, { householdId, counts }] }
      }),
    [change],
  )

  const asked = pasted ? preview : before
  return {
    text,
    pasted,
    fixOf: (key: string) => fixes.find((fix) => fix.key === key) ?? null,
    settledOf: (householdId: string) => settled.find((one) => one.householdId === householdId)?.counts ?? null,
    settledSome: settled.length > 0,
    view: (pasted ? preview.data : before.data) ?? null,
    reading: pasted && (rested.value !== draft.value || preview.isFetching),
    opening: !pasted && before.isPending,
    problem: asked.error !== null && !asked.isFetching ? sentenceOf(asked.error) : null,
    retry: () => void asked.refetch(),
    confirming,
    setText: (next: string) => {
      confirming.clear()
      undoing.clear()
      change((now) => ({ ...now, text: next, settled: [] }))
    },
    say,
    settle,
    /** What was done; the text stays as long as something in it waits for a person. */
    async confirm(): Promise<OrderChainView | null> {
      const done = await confirming.run({ text, fixes, settled })
      outdate(readStall, listStalls, listOrders, orderOfHousehold)
      if (done === null) return null
      change((now) => ({ ...now, text: isDone(done) ? '' : now.text, settled: [] }))
      undoing.clear()
      outdate(readOrderChain)
      return done
    },
    undoing: {
      busy: undoing.busy,
      problem: undoing.problem,
      /** Also what was refused was told by a chain that is older than this screen: it is read again. */
      async run(confirmationId: string): Promise<UndoneOrderChain | null> {
        const undone = await undoing.run(confirmationId)
        outdate(readStall, listStalls, listOrders, orderOfHousehold, readOrderChain)
        if (pasted) void preview.refetch()
        return undone
      },
    },
  }
}

export type OrderChain = ReturnType<typeof useOrderChain>
