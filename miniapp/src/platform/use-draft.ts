import { useCallback, useMemo, useRef, useState } from 'react'
import type { z } from 'zod'
import { notice } from './notice.ts'
import { PERSONAL } from './session.ts'
import { kept } from './storage.ts'

/** Where a draft of this name lies on the phone. */
export const draftPlace = <T>(name: string, version: number, schema: z.ZodType<T>) =>
  kept(`${PERSONAL}draft:${name}`, version, schema)

/**
 * What somebody is typing, on the phone with every keystroke: a closed page loses nothing.
 * `settle` forgets it, once the server has it. `schema` must be one object for all renders.
 */
export function useDraft<T>(name: string, version: number, schema: z.ZodType<T>, first: NoInfer<T>) {
  const place = useMemo(() => draftPlace(name, version, schema), [name, version, schema])
  const [found] = useState(() => place.read())
  const [value, setValue] = useState<T>(found ?? first)
  const current = useRef(value)
  const change = useCallback(
    (next: (before: T) => T) => {
      current.current = next(current.current)
      setValue(current.current)
      if (!place.write(current.current)) notice('手机空间不够，这一页先别关')
    },
    [place],
  )
  const settle = useCallback(() => place.forget(), [place])
  return { value, change, settle, wasKept: found !== null }
}
