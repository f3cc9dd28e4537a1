import type { Actor } from '@gezhong/shared/actor'
import { createContext, useContext } from 'react'

export const ActorContext = createContext<Actor | null>(null)

/** The one who is signed in; pages are only drawn for somebody. */
export function useActor(): Actor {
  const actor = useContext(ActorContext)
  if (actor === null) throw new Error('a page was drawn with nobody signed in')
  return actor
}
