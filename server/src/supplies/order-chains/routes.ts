import {
  confirmOrderChain,
  previewOrderChain,
  readOrderChain,
  undoOrderConfirmation,
} from '@gezhong/shared/supplies/order-chains/contract'
import { routeAfter, type Look, type Route } from '../../http/serve.ts'
import { readAhead } from '../../people/chain/read-text.ts'
import { readPasted } from './queries.ts'
import { orderReader, placeOf, type OrderReader } from './reading.ts'
import { confirm, preview } from './service.ts'
import { textBefore, undoConfirmation } from './undo.ts'

const readingPasted = async <E extends typeof previewOrderChain | typeof confirmOrderChain>(
  look: Look<E>,
): Promise<OrderReader> =>
  readAhead(
    orderReader(),
    await look(async (work, { params, body }) => ({
      text: body.text,
      around: (await placeOf(work, params.id, params.gridId)).around,
    })),
  )

const readingConfirmed = async (look: Look<typeof readOrderChain>): Promise<OrderReader> =>
  readAhead(
    orderReader(),
    await look(async (work, { params: { id, gridId } }) => ({
      around: (await placeOf(work, id, gridId)).around,
      text: (await readPasted(work, id, gridId)).text,
    })),
  )

const readingBefore = async (look: Look<typeof undoOrderConfirmation>): Promise<OrderReader> =>
  readAhead(
    orderReader(),
    await look(async (work, { params: { id, gridId, confirmationId } }) => ({
      around: (await placeOf(work, id, gridId)).around,
      text: await textBefore(work, id, gridId, confirmationId),
    })),
  )

export const orderChainRoutes: Route[] = [
  routeAfter(readOrderChain, readingConfirmed, (work, { params }, _, reader) =>
    preview(work, params.id, params.gridId, null, reader),
  ),
  routeAfter(previewOrderChain, readingPasted, (work, { params, body }, _, reader) =>
    preview(work, params.id, params.gridId, body, reader),
  ),
  routeAfter(confirmOrderChain, readingPasted, (work, { params, body }, _, reader) =>
    confirm(work, params.id, params.gridId, body, reader),
  ),
  routeAfter(undoOrderConfirmation, readingBefore, (work, { params }, _, reader) =>
    undoConfirmation(work, params.id, params.gridId, params.confirmationId, reader),
  ),
]
