import { z } from 'zod'
import { useState } from 'react'
import type { Grid } from '@gezhong/shared/grid/communities/contract'
import { kept } from '../platform/storage.ts'
import { PERSONAL } from '../platform/session.ts'

const place = kept(`${PERSONAL}grid`, 1, z.string())

/** Which of several grids this person is looking at; remembered for the next visit. */
export function useChosenGrid(grids: readonly Grid[]): [Grid | undefined, (grid: Grid) => void] {
  const [id, setId] = useState(() => place.read())
  const choose = (grid: Grid) => {
    place.write(grid.id)
    setId(grid.id)
  }
  return [grids.find((grid) => grid.id === id) ?? grids[0], choose]
}
