import type { RollQuestion } from '@gezhong/shared/people/rolls/contract'
import { legendOf, type View } from './map-reading.ts'

/** What the colours of the map mean: a piece of the village and, darker in it, a building. */
export function MapLegend({ view, question }: { view: View; question: RollQuestion }) {
  return (
    <ul className="map-legend quiet small" aria-label="颜色的意思">
      {legendOf(view, question).map(({ heat, words }) => (
        <li key={heat}>
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <rect className={`piece heat-${heat}`} width="16" height="16" rx="3" />
            <rect className={`house house-${heat}`} x="4" y="4" width="8" height="8" rx="1" />
          </svg>
          {words}
        </li>
      ))}
    </ul>
  )
}
