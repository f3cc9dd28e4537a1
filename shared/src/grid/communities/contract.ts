import { z } from 'zod'
import { STAFF_ROLES } from '../../actor.ts'
import { endpoint, Id, IdParams } from '../../endpoint.ts'
import { optionalText } from '../../plain-text.ts'

export const ZoneStatus = z.enum(['locked-down', 'controlled', 'precaution', 'lifted'])
export type ZoneStatus = z.infer<typeof ZoneStatus>
export const ZONE_WORDS: Record<ZoneStatus, string> = {
  'locked-down': '封控区',
  controlled: '管控区',
  precaution: '防范区',
  lifted: '已解封',
}

/** One village or estate; the unit of tenancy. */
export const Community = z.object({
  id: Id,
  name: z.string(),
  /** How people write the community's own name in front of a door; dropped when a door is read. */
  placeNames: z.array(z.string()),
  /** Telephone area code put before local numbers, such as `0595`. */
  areaCode: z.string().nullable(),
  zoneStatus: ZoneStatus,
})
export type Community = z.infer<typeof Community>

export const GridLevel = z.enum(['grid', 'sub-grid', 'unit'])
export type GridLevel = z.infer<typeof GridLevel>
export const GRID_LEVEL_WORDS: Record<GridLevel, string> = { grid: '网格', 'sub-grid': '小网格', unit: '单元' }

/** A piece of the community. Codes nest: `2`, `2-3`, `2-3-1`. Buildings belong to exactly one lowest piece. */
export const Grid = z.object({
  id: Id,
  parentId: Id.nullable(),
  level: GridLevel,
  code: z.string(),
  name: z.string(),
  /** WGS84 ring as [longitude, latitude] pairs, when drawn. */
  outline: z.array(z.tuple([z.number(), z.number()])).nullable(),
})
export type Grid = z.infer<typeof Grid>

/** How a grid is called on screen: `第2网格`, `2-3小网格`, or its own name when it has one. */
export const gridTitle = (grid: Pick<Grid, 'level' | 'code' | 'name'>): string =>
  grid.name !== ''
    ? grid.name
    : grid.level === 'grid'
      ? `第${grid.code}网格`
      : `${grid.code}${GRID_LEVEL_WORDS[grid.level]}`

const GridName = optionalText(40)
/** Digits joined by hyphens, at most three levels. */
export const GridCode = z.string().regex(/^[1-9]\d{0,2}(-[1-9]\d{0,2}){0,2}$/, '编号写成 2、2-3 或 2-3-1')

export const currentCommunity = endpoint({
  method: 'GET',
  path: '/api/community',
  summary: 'The community I am signed in to',
  who: 'signed-in',
  reply: Community,
})

/** The office's own number, no person's: digits with blanks or hyphens, or nothing. */
const OfficePhone = z.string().regex(/^(?:[0-9][0-9 -]{2,18})?$/, '电话写数字，例如：0595-88123456')

export const setOffice = endpoint({
  method: 'PUT',
  path: '/api/community/office',
  summary: 'Say where people ask about their data: it stands in the notices, for everybody to read',
  who: ['command-post'],
  body: z.object({ place: optionalText(60), officePhone: OfficePhone }),
  reply: z.object({ place: z.string(), officePhone: z.string() }),
  errors: ['not-valid'],
})

export const listGrids = endpoint({
  method: 'GET',
  path: '/api/grids',
  summary: 'The grid tree, in order of code; the tree itself is no personal data',
  who: 'signed-in',
  reply: z.object({ grids: z.array(Grid) }),
})

export const createGrid = endpoint({
  method: 'POST',
  path: '/api/grids',
  summary: 'Add a grid, sub-grid or unit under its parent',
  who: ['command-post'],
  body: z.object({ id: Id, code: GridCode, name: GridName.default('') }),
  reply: Grid,
  errors: ['not-found', 'already-there', 'id-taken'],
})

export const renameGrid = endpoint({
  method: 'PATCH',
  path: '/api/grids/:id',
  summary: 'Give a grid another name; its code stays',
  who: ['command-post'],
  params: IdParams,
  body: z.object({ name: GridName }),
  reply: Grid,
  errors: ['not-found'],
})

/** Per grid of my scope: what stands there. Rows of lower levels are summed into the higher ones by the reader. */
export const gridCounts = endpoint({
  method: 'GET',
  path: '/api/grids/counts',
  summary: 'Buildings, households and people per lowest grid of my scope, and buildings without a responsible person',
  who: STAFF_ROLES,
  reply: z.object({
    counts: z.array(
      z.object({
        gridId: Id,
        buildings: z.number().int(),
        unassigned: z.number().int(),
        households: z.number().int(),
        people: z.number().int(),
      }),
    ),
  }),
})
