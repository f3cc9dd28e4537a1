import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { useDidHide, useDidShow } from '@tarojs/taro'
import { fillPath, queryText } from '@gezhong/shared/client'
import type { Endpoint } from '@gezhong/shared/endpoint'
import type { z } from 'zod'
import { call } from './api.ts'
import { currentActor, isStillHere, PERSONAL } from './session.ts'
import { kept } from './storage.ts'

/** While the page is looked at, ask again after this long. */
export const POLL_MS = 10_000

interface Options {
  /** Not before what it depends on is known. */
  when?: boolean
  /** Ask again every so many ms while the page is in view. */
  every?: number
  /** Keep the answer on the phone, so that the next visit shows it at once. */
  keep?: boolean
}

interface Input<P, Q> {
  params?: P
  query?: Q
}

/** Whether this page is the one looked at: pages below it in the stack stay mounted but must not ask on. */
function useInView(): boolean {
  const [inView, setInView] = useState(true)
  useDidShow(() => setInView(true))
  useDidHide(() => setInView(false))
  return inView
}

/** Reads an endpoint for a screen: last visit's answer at once when kept, then the fresh one, then again and again. */
export function useRead<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  endpoint: Endpoint<P, Q, B, R>,
  input: Input<z.input<P>, z.input<Q>> = {},
  { when = true, every, keep = false }: Options = {},
) {
  const url =
    fillPath(endpoint.path, input.params as Record<string, unknown>) + queryText(input.query as Record<string, unknown>)
  const inView = useInView()
  const place = kept<z.output<R>>(`${PERSONAL}seen:${url}`, 1, endpoint.reply as z.ZodType<z.output<R>>)
  return useQuery<z.output<R>>({
    queryKey: [endpoint.path, url],
    queryFn: async () => {
      const asker = currentActor()?.accountId
      const answer = await call(endpoint, input)
      if (keep && isStillHere(asker)) place.write(answer)
      return answer
    },
    enabled: when && inView,
    ...(every === undefined ? {} : { refetchInterval: every }),
    ...(keep ? { initialData: () => place.read() ?? undefined, initialDataUpdatedAt: 0 } : {}),
  })
}
