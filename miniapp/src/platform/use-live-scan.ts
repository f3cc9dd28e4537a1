import { useEffect, useRef, useState } from 'react'
import { codeGate } from './code-gate.ts'
import { type LiveScanner, liveScanner, type ScanState } from './live-scanner.ts'
import { useDidHide, useDidShow } from './page-events.ts'

export interface LiveScan {
  state: ScanState
  isLit: boolean
  switchLight: () => void
  again: () => void
}

interface Wanted {
  /** The element that shows the picture. */
  hostId: string
  /** While false the camera stays on, so that the next code is read at once afterwards. */
  reading: boolean
  onCode: (text: string) => void
}

/** Whether this page is before somebody's eyes: a camera that films on behind another page is a fright. */
function useLookedAt(): boolean {
  const [isShown, setShown] = useState(true)
  const [isVisible, setVisible] = useState(() => document.visibilityState === 'visible')
  useDidHide(() => setShown(false))
  useDidShow(() => setShown(true))
  useEffect(() => {
    const look = () => setVisible(document.visibilityState === 'visible')
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [])
  return isShown && isVisible
}

/** The browser's camera, read continuously. It stops when nobody looks, and when this leaves. */
export function useLiveScan({ hostId, reading, onCode }: Wanted): LiveScan {
  const [state, setState] = useState<ScanState>({ kind: 'opening' })
  const [isLit, setLit] = useState(false)
  const scanner = useRef<LiveScanner | null>(null)
  const now = useRef({ reading, onCode })
  const [gate] = useState(codeGate)
  const isLookedAt = useLookedAt()

  useEffect(() => {
    if (reading && !now.current.reading) gate.resume(performance.now())
    now.current = { reading, onCode }
  })

  useEffect(() => {
    if (!isLookedAt) return undefined
    const mine = liveScanner({
      hostId,
      isReading: () => now.current.reading,
      onPicture(text) {
        const fresh = gate.see(text, performance.now())
        if (fresh !== null) now.current.onCode(fresh)
      },
      onState(next) {
        setState(next)
        setLit(false)
      },
    })
    scanner.current = mine
    return () => mine.stop()
  }, [hostId, gate, isLookedAt])

  return {
    state,
    isLit,
    switchLight: () =>
      void scanner.current?.switchLight(!isLit).then(
        () => setLit(!isLit),
        () => undefined,
      ),
    again: () => scanner.current?.restart(),
  }
}
