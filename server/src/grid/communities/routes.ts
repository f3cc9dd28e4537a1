import {
  createGrid,
  currentCommunity,
  listGrids,
  renameGrid,
  setOffice,
  type Grid,
  type GridLevel,
} from '@gezhong/shared/grid/communities/contract'
import { Refusal } from '@gezhong/shared/errors'
import { and, eq } from 'drizzle-orm'
import { route, type Route } from '../../http/serve.ts'
import { checkedRoute, type TextCheck } from '../identity/checked-text.ts'
import { maskText, refuseNumbers } from '../../security/mask-text.ts'
import { findGrid, findGridByCode, readCommunity, readGrids } from './queries.ts'
import { community, grid } from './tables.ts'

type GridRow = typeof grid.$inferSelect

const LEVELS: readonly GridLevel[] = ['grid', 'sub-grid', 'unit']

const present = (row: GridRow): Grid => ({
  id: row.id,
  parentId: row.parentId,
  level: row.level,
  code: row.code,
  name: maskText(row.name),
  outline: row.outline,
})

/** `2-10` comes after `2-9`: part by part, as numbers. */
function byCode(a: GridRow, b: GridRow): number {
  const left = a.code.split('-').map(Number)
  const right = b.code.split('-').map(Number)
  for (let part = 0; part < Math.max(left.length, right.length); part++) {
    const difference = (left[part] ?? 0) - (right[part] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

export const communityRoutes = (check: TextCheck | null): Route[] => [
  route(currentCommunity, async (work) => {
    const row = await readCommunity(work.db, work.communityId)
    if (row === undefined) throw new Refusal('not-found')
    const { name, placeNames, areaCode, zoneStatus } = row
    return { id: work.communityId, name, placeNames, areaCode, zoneStatus }
  }),
  checkedRoute(
    setOffice,
    check,
    ({ body }) => body.place,
    async (work, { body: { place, officePhone } }) => {
      refuseNumbers('place', place)
      await work.db
        .update(community)
        .set({ officePlace: place, officePhone })
        .where(eq(community.communityId, work.communityId))
      work.record({ action: 'community.office-set', subjectId: work.communityId, detail: place })
      return { place, officePhone }
    },
  ),
  route(listGrids, async (work) => {
    const rows = await readGrids(work.db, work.communityId)
    return { grids: rows.sort(byCode).map(present) }
  }),
  checkedRoute(
    createGrid,
    check,
    ({ body }) => body.name,
    async (work, { body }) => {
      refuseNumbers('name', body.name)
      const parts = body.code.split('-')
      const parent =
        parts.length === 1 ? null : await findGridByCode(work.db, work.communityId, parts.slice(0, -1).join('-'))
      if (parent === undefined) throw new Refusal('not-found', '上一级网格还没有建，请先建上一级')
      const [row] = await work.db
        .insert(grid)
        .values({
          communityId: work.communityId,
          id: body.id,
          parentId: parent?.id ?? null,
          level: LEVELS[parts.length - 1]!,
          code: body.code,
          name: body.name,
          createdAt: work.now,
        })
        .returning()
      work.record({ action: 'grid.created', subjectId: body.id, detail: body.code })
      return present(row!)
    },
  ),
  checkedRoute(
    renameGrid,
    check,
    ({ body }) => body.name,
    async (work, { params, body }) => {
      const before = await findGrid(work.db, work.communityId, params.id)
      if (before === undefined) throw new Refusal('not-found')
      refuseNumbers('name', body.name)
      const [row] = await work.db
        .update(grid)
        .set({ name: body.name })
        .where(and(eq(grid.communityId, work.communityId), eq(grid.id, params.id)))
        .returning()
      work.record({
        action: 'grid.renamed',
        subjectId: params.id,
        detail: `${before.name || before.code} → ${body.name}`,
      })
      return present(row!)
    },
  ),
]
