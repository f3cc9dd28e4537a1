import { useEffect, useRef, useState } from 'react'
import { buzz } from '../../platform/notice.ts'
import { randomId } from '../../platform/random-id.ts'
import { addTube, changeTube, dropTube, useTubes } from './kept-tubes.ts'
import { sendSamples } from './send-samples.ts'
import { type KeptTube, record, type Taken, takeBack } from './swabs.ts'

/** Where nothing answers it is tried again so often while somebody samples. */
const RETRY_MS = 15_000

export interface TubesHere {
  tubes: readonly KeptTube[]
  current: KeptTube | undefined
  /** The one before, to go back to when the next was begun too early. */
  last: KeptTube | undefined
  /** The phone is full: what was recorded is only on the screen. */
  full: boolean
  /** Begins a tube, at once with what the one before had no room for. */
  open: (code: string, taken: Taken) => void
  finish: () => void
  reopen: (tube: KeptTube) => void
  put: (taken: Taken) => void
  undo: (tube: KeptTube, act: string) => void
}

/** The tubes that this phone fills in this round for this grid. */
export function useTubesHere(roundId: string, gridId: string): TubesHere {
  const all = useTubes()
  const [full, setFull] = useState(false)
  const opening = useRef(false)
  useEffect(() => {
    const timer = setInterval(() => void sendSamples(), RETRY_MS)
    return () => clearInterval(timer)
  }, [])
  const tubes = all.filter((tube) => tube.roundId === roundId)
  const here = tubes.filter((tube) => tube.gridId === gridId)
  const current = here.find(({ finished }) => !finished)
  const keep = (written: boolean) => {
    setFull(!written)
    void sendSamples()
  }
  const putInto = async (tubeId: string, taken: Taken) => {
    if (taken.length === 0) return
    buzz()
    const takenAt = new Date().toISOString()
    const [act, ...ids] = await Promise.all([randomId(), ...taken.map(() => randomId())])
    const swabs = taken.map((swab, index) => ({ ...swab, id: ids[index]! }))
    keep(changeTube(tubeId, (tube) => record(tube, act!, takenAt, swabs)))
  }
  return {
    tubes,
    current,
    last: here.filter(({ finished }) => finished).at(-1),
    full,
    open(code, taken) {
      if (opening.current) return
      opening.current = true
      void randomId()
        .then((id) => {
          const fresh = { sameCode: 0, warned: false, toldUnplaced: 0, refusal: null, swabs: [] }
          const openedAt = new Date().toISOString()
          setFull(!addTube({ id, roundId, gridId, code, openedAt, finished: false, ...fresh }))
          return putInto(id, taken)
        })
        .finally(() => {
          opening.current = false
        })
    },
    finish() {
      if (current === undefined) return
      // Nothing was put into it: a code that was typed wrong leaves no trace.
      if (current.swabs.length === 0) dropTube(current.id)
      else keep(changeTube(current.id, (tube) => ({ ...tube, finished: true })))
    },
    reopen: (tube) => keep(changeTube(tube.id, (now) => ({ ...now, finished: false }))),
    put: (taken) => void (current !== undefined && putInto(current.id, taken)),
    undo: (tube, act) => keep(changeTube(tube.id, (now) => takeBack(now, act))),
  }
}
