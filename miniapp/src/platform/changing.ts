import { useSyncExternalStore } from 'react'

/** A value that screens watch. Holds one value, refuses to be a store of everything. */
export interface Changing<T> {
  get(): T
  set(value: T): void
  watch(listener: () => void): () => void
}

export function changing<T>(first: T): Changing<T> {
  let current = first
  const listeners = new Set<() => void>()
  return {
    get: () => current,
    set(value) {
      if (Object.is(value, current)) return
      current = value
      for (const listener of listeners) listener()
    },
    watch(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

export function useChanging<T>(source: Changing<T>): T {
  return useSyncExternalStore(source.watch, source.get, source.get)
}
