import type { Endpoint } from '@gezhong/shared/endpoint'
import { Refusal } from '@gezhong/shared/errors'
import { QueryClient, useQuery, type UseQueryResult } from '@tanstack/react-query'
import type { z } from 'zod'
import { call } from './api.ts'
import { Unreachable } from './transport.ts'

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        gcTime: 10 * 60_000,
        retry: (failures, error) => failures < 2 && (error instanceof Unreachable || isTransient(error)),
      },
      mutations: { retry: false },
    },
  })
}

const isTransient = (error: unknown) =>
  error instanceof Refusal && (error.code === 'starting' || error.code === 'inside')

type ReadInput<P extends z.ZodType, Q extends z.ZodType> = { params?: z.input<P>; query?: z.input<Q> }

/** Reads are kept under the endpoint's path first, so that `[endpoint.path]` makes all of them stale at once. */
export function useRead<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  endpoint: Endpoint<P, Q, B, R>,
  input: ReadInput<P, Q> = {},
  options: { enabled?: boolean; refetchInterval?: number | false } = {},
): UseQueryResult<z.output<R>> {
  return useQuery({
    queryKey: [endpoint.path, input.params ?? null, input.query ?? null],
    queryFn: () => call(endpoint, input),
    // The rows before stay while a filter changes, but another subject never shows what belongs to the one before.
    placeholderData: (before, query) =>
      JSON.stringify(query?.queryKey[1]) === JSON.stringify(input.params ?? null) ? before : undefined,
    ...options,
  })
}
