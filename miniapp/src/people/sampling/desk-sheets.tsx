import type { SheetHousehold } from '@gezhong/shared/people/sampling/contract'
import { HomeVisits } from './home-visits.tsx'
import { OutsiderSheet } from './outsider-sheet.tsx'
import { OverFull } from './over-full.tsx'
import { type KeptTube, peopleIn, sumOf } from './swabs.ts'
import { TubeList } from './tube-list.tsx'
import type { DeskState } from './use-desk.ts'

interface Props {
  desk: DeskState
  households: readonly SheetHousehold[]
  tube: KeptTube
  size: number
  onUndo: (act: string) => void
}

/** What rises over the desk. */
export function DeskSheets({ desk, households, tube, size, onUndo }: Props) {
  const { over } = desk
  if (over !== null)
    return (
      <OverFull
        inTube={peopleIn(tube)}
        more={sumOf(over)}
        size={size}
        onClose={() => desk.setOver(null)}
        onAnyway={() => desk.put(over)}
        onNext={() => desk.changeTube(over)}
      />
    )
  if (desk.open === 'list') return <TubeList tube={tube} onUndo={onUndo} onClose={() => desk.setOpen(null)} />
  if (desk.open === 'visits')
    return <HomeVisits households={households} onChoose={desk.find} onClose={() => desk.setOpen(null)} />
  if (desk.open !== 'outsider') return null
  return (
    <OutsiderSheet
      onClose={() => desk.setOpen(null)}
      onRecord={(outsider) => {
        const who = outsider.name === '' ? '没留名字' : outsider.name
        desk.tryPut([{ householdId: null, residentId: null, outsider, people: 1, door: '外来', who }])
      }}
    />
  )
}
