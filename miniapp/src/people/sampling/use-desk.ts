import { useState } from 'react'
import { displayDoor } from '@gezhong/shared/people/door'
import type { SheetHousehold } from '@gezhong/shared/people/sampling/contract'
import { type Chosen, swabsOf } from './household-card.tsx'
import { peopleIn, type KeptTube, sumOf, type Taken } from './swabs.ts'
import type { TubesHere } from './use-tubes-here.ts'

/** What is typed, ticked and open at the desk. Whatever is recorded, the door box is empty afterwards and has the fingers. */
export function useDesk(tubes: TubesHere, tubeSize: number) {
  const [words, setWords] = useState('')
  const [keys, setKeys] = useState<'digits' | 'letters'>('digits')
  const [scanned, setScanned] = useState(false)
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [focusCount, setFocusCount] = useState(0)
  const [open, setOpen] = useState<'list' | 'outsider' | 'visits' | null>(null)
  const [over, setOver] = useState<Taken | null>(null)
  const [carried, setCarried] = useState<Taken>([])
  const { current } = tubes

  const clear = () => {
    setWords('')
    setChosen(null)
    setOpen(null)
    setOver(null)
    setFocusCount((count) => count + 1)
  }
  const put = (taken: Taken) => {
    tubes.put(taken)
    clear()
  }
  return {
    words,
    scanned,
    keys,
    chosen,
    focusCount,
    open,
    over,
    carried,
    setOpen,
    setOver,
    setChosen,
    clear,
    put,
    /** Typed, or read by the camera. */
    type(text: string, byCamera = false) {
      setWords(text)
      setScanned(byCamera)
      setChosen(null)
    },
    /** Found by its code: as if its door had been typed and tapped. */
    find({ householdId, door }: SheetHousehold) {
      setWords(displayDoor(door))
      setScanned(false)
      setOpen(null)
      setChosen({ householdId, ticked: [], unnamed: 0 })
    },
    switchKeys: () => setKeys(keys === 'digits' ? 'letters' : 'digits'),
    choose: ({ householdId }: SheetHousehold) => setChosen({ householdId, ticked: [], unnamed: 0 }),
    /** Asks first where the tube would take more than it should. */
    tryPut(taken: Taken) {
      if (current === undefined) return
      if (peopleIn(current) + sumOf(taken) > tubeSize) setOver(taken)
      else put(taken)
    },
    record(household: SheetHousehold | undefined) {
      if (household !== undefined && chosen !== null) this.tryPut(swabsOf(household, chosen))
    },
    /** The next tube, which takes at once what this one has no room for. */
    changeTube(taken: Taken) {
      clear()
      setCarried(taken)
      tubes.finish()
    },
    openTube(code: string) {
      tubes.open(code, carried)
      setCarried([])
      setFocusCount((count) => count + 1)
    },
    reopen(tube: KeptTube) {
      setCarried([])
      tubes.reopen(tube)
    },
  }
}

export type DeskState = ReturnType<typeof useDesk>
