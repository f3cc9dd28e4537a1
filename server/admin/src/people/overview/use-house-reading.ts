import { rollBuildings, type Roll } from '@gezhong/shared/people/rolls/contract'
import { useCallback, useMemo } from 'react'
import { useRead } from '../../api/query.ts'
import { buildingReading, type View } from './map-reading.ts'
import type { HouseReading } from './village-houses.tsx'

/** Milliseconds after which the buildings take new colours; the numbers of the grids follow at once. */
const RECOLOUR = 15_000

/** How each building stands in a roll; without a view none is asked for. */
export function useHouseReading(
  roll: Pick<Roll, 'id' | 'question'> | undefined,
  view: View | undefined,
): (buildingId: string) => HouseReading {
  const { data } = useRead(
    rollBuildings,
    { params: { id: roll?.id ?? '' } },
    { enabled: roll !== undefined && view !== undefined, refetchInterval: RECOLOUR },
  )
  const byId = useMemo(() => new Map(data?.buildings.map((one) => [one.buildingId, one])), [data])
  const question = roll?.question ?? 'who-lives-here'
  return useCallback((id) => buildingReading(byId.get(id), view ?? 'coverage', question), [byId, view, question])
}
