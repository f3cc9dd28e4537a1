import type { Endpoint } from '@gezhong/shared/endpoint'
import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query'
import { useRef } from 'react'
import type { z } from 'zod'
import { call } from './api.ts'
import { newId } from './new-id.ts'
import { Unreachable } from './transport.ts'

type WriteInput<P extends z.ZodType, B extends z.ZodType> = { params?: z.input<P>; body?: z.input<B> }

/**
 * A write with its idempotency key. When nothing answered, nobody knows whether the work was done: pressing the same
 * button again sends the same key, so that it is done once. `stale` names the reads that it makes old.
 */
export function useWrite<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  endpoint: Endpoint<P, Q, B, R>,
  stale: readonly Endpoint[] = [],
): UseMutationResult<z.output<R>, Error, WriteInput<P, B>> {
  const queries = useQueryClient()
  const unanswered = useRef<{ intent: string; key: string } | null>(null)
  return useMutation({
    mutationFn: async (input: WriteInput<P, B>) => {
      const intent = JSON.stringify(input)
      const key = unanswered.current?.intent === intent ? unanswered.current.key : newId()
      try {
        const reply = await call(endpoint, { ...input, idempotencyKey: key })
        unanswered.current = null
        return reply
      } catch (error) {
        unanswered.current = error instanceof Unreachable ? { intent, key } : null
        throw error
      }
    },
    // Not waited for: the page that asked is told first, as fresh rows may take it away.
    onSettled: () => {
      for (const read of stale) void queries.invalidateQueries({ queryKey: [read.path] })
    },
  })
}
