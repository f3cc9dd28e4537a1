import type { Actor } from '@gezhong/shared/actor'
import { listGrids } from '@gezhong/shared/grid/communities/contract'
import { myHouseholds } from '@gezhong/shared/people/reports/contract'
import { useRead } from '../../platform/use-read.ts'
import { ShareEntry } from '../share/share-entry.tsx'

/** Passes on the top grid of one's home or work: a smaller one would say where the sender lives. */
export function ShareMine({ actor }: { actor: Actor }) {
  const { data: tree } = useRead(listGrids, {}, { keep: true })
  const isResident = actor.grants.some(({ role }) => role === 'resident')
  const { data: mine } = useRead(myHouseholds, {}, { keep: true, when: isResident })
  const code = mine?.households[0]?.household.gridCode ?? actor.grants.find(({ gridCode }) => gridCode)?.gridCode
  const grid = tree?.grids.find((one) => one.parentId === null && one.code === code?.split('-')[0])
  return <ShareEntry actor={actor} grid={grid} />
}
