import { confirmChain, previewChain, readChain, undoConfirmation } from '@gezhong/shared/people/chain/contract'
import { routeAfter, type Look, type Route } from '../../http/serve.ts'
import { confirm } from './confirm.ts'
import { findChain } from './queries.ts'
import { readAhead } from './read-text.ts'
import { chainReader, type ChainReader } from './reports-reader.ts'
import { lookAround, pastedText, preview, readBack } from './service.ts'
import { textBefore, undoConfirmation as undo } from './undo-confirmation.ts'

const readingPasted = async <E extends typeof previewChain | typeof confirmChain>(
  look: Look<E>,
): Promise<ChainReader> =>
  readAhead(
    chainReader(),
    await look(async (work, { params, body }) => ({
      text: body.text,
      around: await lookAround(work, params.rollId, params.gridId),
    })),
  )

const readingConfirmed = async (look: Look<typeof readChain>): Promise<ChainReader> =>
  readAhead(
    chainReader(),
    await look(async (work, { params: { rollId, gridId } }) => ({
      around: await lookAround(work, rollId, gridId),
      text: await pastedText(work, (await findChain(work.db, work.communityId, rollId, gridId))?.pasteId),
    })),
  )

const readingBefore = async (look: Look<typeof undoConfirmation>): Promise<ChainReader> =>
  readAhead(
    chainReader(),
    await look(async (work, { params: { rollId, gridId, id } }) => ({
      around: await lookAround(work, rollId, gridId),
      text: await textBefore(work, id),
    })),
  )

export const chainRoutes: Route[] = [
  routeAfter(readChain, readingConfirmed, (work, { params }, _, reader) =>
    readBack(work, params.rollId, params.gridId, reader),
  ),
  routeAfter(previewChain, readingPasted, (work, { params, body }, _, reader) =>
    preview(work, params.rollId, params.gridId, body.text, body.fixes, reader),
  ),
  routeAfter(confirmChain, readingPasted, (work, { params, body }, _, reader) =>
    confirm(work, params.rollId, params.gridId, body, reader),
  ),
  routeAfter(undoConfirmation, readingBefore, (work, { params }, _, reader) =>
    undo(work, params.rollId, params.gridId, params.id, reader),
  ),
]
