import { useCallback, useMemo } from 'react'
import { useLocation, useSearchParams } from 'react-router'
import { apart } from './numbers-apart.ts'

/**
 * The filters of a list live in the address, so that a link, a reload and the back button show the same rows.
 * `defaults`, a constant of the page, names every filter; a value equal to its default is left out of the address. Changing any filter goes
 * back to the first page. Typing replaces the history entry; everything else adds one. A phone number is no part of the
 * address, which is copied and kept: it stays with the history entry, so a reload and the back button still know it.
 */
export function useUrlFilters<F extends Record<string, string>>(
  defaults: F,
): [F, (change: Partial<F>, options?: { replace?: boolean }) => void] {
  const [params, setParams] = useSearchParams()
  const { state } = useLocation() as { state: { filters?: Partial<F> } | null }
  const filters = useMemo(() => {
    const entries = Object.entries(defaults).map(([name, value]) => [
      name,
      state?.filters?.[name] ?? params.get(name) ?? value,
    ])
    return Object.fromEntries(entries) as F
  }, [params, defaults, state])

  const change = useCallback(
    (next: Partial<F>, options: { replace?: boolean } = {}) => {
      const { numbers, rest } = apart({ ...state?.filters, ...next })
      setParams(
        (before) => {
          const after = new URLSearchParams(before)
          if (!('page' in next)) after.delete('page')
          for (const name of Object.keys(numbers)) after.delete(name)
          for (const [name, value] of Object.entries(rest)) {
            if (value === undefined || value === '' || value === defaults[name]) after.delete(name)
            else after.set(name, value)
          }
          return after
        },
        { replace: options.replace ?? false, state: { filters: numbers } },
      )
    },
    [setParams, defaults, state],
  )
  return [filters, change]
}

export const pageNumber = (text: string): number => {
  const page = Number.parseInt(text, 10)
  return Number.isSafeInteger(page) && page > 0 ? page : 1
}
