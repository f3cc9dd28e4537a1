import {
  checkSelfTest,
  handKits,
  householdTests,
  kitNumbers,
  listKits,
  listSelfTests,
  lookAtTestPhoto,
  sendTestPhoto,
  tellSelfTest,
  undoSelfTest,
} from '@gezhong/shared/people/antigen/contract'
import { PHOTO_MAX_BYTES } from '@gezhong/shared/photo'
import { readSubtree } from '../../grid/communities/queries.ts'
import { route, type Route } from '../../http/serve.ts'
import { uploadRoute } from '../../http/upload.ts'
import { requireRound } from '../rounds/service.ts'
import { readHouseholdTests } from './household.ts'
import { countKits, readKitHouseholds } from './kit-queries.ts'
import { takeIn } from './kits.ts'
import { keepPhoto, lookAt } from './photo-service.ts'
import { presentTest } from './present.ts'
import { readTests } from './queries.ts'
import { check, requireAntigenRound, tell, undo } from './service.ts'

/** A village sends its photos in the same hour; so many of them are held in memory at a time. */
const PHOTOS = { most: PHOTO_MAX_BYTES, atOnce: 20 }

export const antigenRoutes: Route[] = [
  route(handKits, (work, { params, body }) => takeIn(work, params.id, body)),
  route(listKits, async (work, { params, query: { grid, ...page } }) => {
    const { roll } = await requireAntigenRound(work, params.id)
    const gridIds = grid === undefined ? null : await readSubtree(work.db, work.communityId, grid)
    const { rows, total } = await readKitHouseholds(work.db, work.communityId, roll, { ...page, gridIds })
    return {
      rows: rows.map(({ household_id: householdId, grid_code: gridCode, ...row }) => ({
        householdId,
        gridCode,
        ...row,
      })),
      total,
    }
  }),
  route(kitNumbers, async (work, { params }) => {
    const { roll } = await requireAntigenRound(work, params.id)
    const grids = await countKits(work.db, work.communityId, roll)
    return { grids: grids.map(({ grid_id: gridId, grid_code: gridCode, ...row }) => ({ gridId, gridCode, ...row })) }
  }),
  route(tellSelfTest, (work, { params, body }) => tell(work, params.id, body)),
  uploadRoute(sendTestPhoto, (work, { params }, file) => keepPhoto(work, params.id, file.bytes), PHOTOS),
  route(lookAtTestPhoto, (work, { params }) => lookAt(work, params.id)),
  route(undoSelfTest, (work, { params }) => undo(work, params.id)),
  route(checkSelfTest, (work, { params, body }) => check(work, params.id, body.verdict)),
  route(listSelfTests, async (work, { params, query: { grid, unchecked, positive, ...page } }) => {
    await requireRound(work, params.id)
    const gridIds = grid === undefined ? undefined : await readSubtree(work.db, work.communityId, grid)
    const filter = {
      ...page,
      gridIds,
      unchecked: unchecked === 'true',
      positive: positive === 'true',
      urgentFirst: true,
    }
    const { rows, total } = await readTests(work.db, work.communityId, params.id, filter)
    return { rows: rows.map((row) => presentTest(work, row)), total }
  }),
  route(householdTests, (work, { params }) => readHouseholdTests(work, params.id, params.householdId)),
]
