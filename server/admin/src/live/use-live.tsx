import { me } from '@gezhong/shared/grid/identity/contract'
import { LiveEvent, liveStream } from '@gezhong/shared/live/contract'
import { useQueryClient } from '@tanstack/react-query'
import { createContext, useContext, useEffect, useState, type ReactNode } from 'react'
import { call } from '../api/api.ts'
import { currentSession, keepSession, useLocked } from '../session/session.ts'
import { openLive, type LiveState } from './live-connection.ts'
import { READS_OF_TOPIC } from './reads-of-topic.ts'

type Live = { state: LiveState; at: number }

const LiveContext = createContext<Live>({ state: 'connecting', at: Date.now() })

/** A burst of changes makes one round of reads. */
const GATHER_MS = 400

async function readRightsAgain(): Promise<void> {
  const actor = await call(me).catch(() => null)
  if (actor && currentSession()) keepSession(actor)
}

/** Listens while somebody is signed in, and makes old what each event is about. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const queries = useQueryClient()
  const [live, setLive] = useState<Live>(() => ({ state: 'connecting', at: Date.now() }))
  const locked = useLocked()

  useEffect(() => {
    if (locked) return
    const stalePaths = new Set<string>()
    let timer: ReturnType<typeof setTimeout> | undefined
    let interrupted = false
    const refresh = () => {
      timer = undefined
      for (const path of stalePaths) void queries.invalidateQueries({ queryKey: [path] })
      stalePaths.clear()
    }
    const connection = openLive({
      url: liveStream.path,
      onMessage(message) {
        const event = LiveEvent.safeParse(parsed(message.data))
        if (!event.success) return
        for (const read of READS_OF_TOPIC[event.data.topic]) stalePaths.add(read.path)
        timer ??= setTimeout(refresh, GATHER_MS)
      },
      onState(state, at) {
        setLive({ state, at })
        if (state === 'waiting') interrupted = true
        if (state === 'live' && interrupted) {
          interrupted = false
          // What changed in between was not heard, and rights may have changed too.
          void queries.invalidateQueries()
          void readRightsAgain()
        }
      },
      onRefused: () => void readRightsAgain(),
    })
    return () => {
      clearTimeout(timer)
      connection.close()
    }
  }, [locked, queries])

  return <LiveContext.Provider value={live}>{children}</LiveContext.Provider>
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

export function useLive(): Live {
  return useContext(LiveContext)
}
