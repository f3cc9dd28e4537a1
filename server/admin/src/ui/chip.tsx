import type { ReactNode } from 'react'

/** A filter or a view to choose: pressed or not. */
export function Chip({ isOn, onClick, children }: { isOn: boolean; onClick: () => void; children: ReactNode }) {
  return (
    <button type="button" className="chip num" aria-pressed={isOn} onClick={onClick}>
      {children}
    </button>
  )
}
