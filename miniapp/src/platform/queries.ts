import { QueryClient } from '@tanstack/react-query'
import type { Endpoint } from '@gezhong/shared/endpoint'
import { Unreachable } from './transport.ts'

/** Requests are tried even when the phone says it is offline: phones are often wrong about it. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      networkMode: 'always',
      staleTime: 2_000,
      retry: (failures, error) => error instanceof Unreachable && failures < 2,
      retryDelay: 1_000,
    },
    mutations: { networkMode: 'always', retry: false },
  },
})

/** What these endpoints answered is old now: screens in view ask again. */
export function outdate(...endpoints: readonly Pick<Endpoint, 'path'>[]): void {
  for (const { path } of endpoints) void queries.invalidateQueries({ queryKey: [path] })
}
