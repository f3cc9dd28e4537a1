import { z } from 'zod'
import { LEDGER_ROLES, type Role } from '../../actor.ts'
import { CivilDay, endpoint, Id, IdParams, Instant, Nothing, PageQuery, pageOf } from '../../endpoint.ts'
import { Fen } from '../../money.ts'
import { optionalText, plainText } from '../../plain-text.ts'
import type { StateTable } from '../../state-table.ts'
import { Milli, MOST_PRICE_FEN } from '../amounts.ts'
import { PayCode } from './pay-code.ts'
import { canBeNamed, sharedNames, Unit } from '../orders/stall.ts'

/** Being written; selling until its cut-off; sold; given up, with every order cancelled. */
export const StallState = z.enum(['draft', 'open', 'closed', 'called-off'])
export type StallState = z.infer<typeof StallState>
export const STALL_STATE_WORDS: Record<StallState, string> = {
  draft: '还没开卖',
  open: '正在卖',
  closed: '已截止',
  'called-off': '已取消',
}
export const STALL_NEXT: StateTable<StallState> = {
  draft: ['open', 'called-off'],
  open: ['closed', 'called-off'],
  closed: ['open', 'called-off'],
  'called-off': [],
}

/** Who sees stalls: everybody who may order for somebody. */
export const STALL_ROLES = ['resident', 'hub-household', ...LEDGER_ROLES] as const satisfies readonly Role[]

export const MOST_ITEMS = 200

/** Thousandths; ten thousand 斤 of one thing is more than a grid eats. */
const MOST_OFFERED = 10_000_000

const Sold = {
  name: plainText(40),
  /** Other names that the group orders it by. */
  aliases: z.array(plainText(40)).max(20).default([]),
  unit: Unit,
  /** For one unit. */
  priceFen: Fen.max(MOST_PRICE_FEN),
  /** Only multiples of it are sold, in thousandths of the unit. */
  stepMilli: z.number().int().min(1).max(100_000),
  /** At most so much a household, in thousandths; null: as much as there is. */
  limitMilli: Milli.nullable(),
  /** How much there is in all, in thousandths; null: bought as it is ordered. */
  offeredMilli: z.number().int().min(0).max(MOST_OFFERED).nullable(),
  /** What it looks like; where that lies says `stallPhotoAddress`. */
  photoId: Id.nullable().default(null),
}

export const StallItem = z.object({
  id: Id,
  ...Sold,
  /** What is left of it to order now; null where there is no end of it. */
  leftMilli: z.number().int().nullable(),
  /** All that is ordered of it, whether or not there is an end of it. */
  orderedMilli: z.number().int(),
  /** What is owed for it together, each order at its own price. */
  amountFen: Fen,
})
export type StallItem = z.infer<typeof StallItem>

export const Stall = z.object({
  id: Id,
  gridId: Id,
  gridCode: z.string(),
  /** The civil day on which it delivers. */
  day: z.iso.date(),
  title: z.string(),
  note: z.string(),
  /** By which households transfer money to whoever collects it: the text of their code. Null: there is none. */
  payCode: z.string().nullable(),
  state: StallState,
  /** Until when households order, change and cancel; by the server's clock. */
  cutOff: Instant,
  deliverFrom: Instant,
  deliverUntil: Instant,
  revision: z.number().int(),
  openedAt: Instant.nullable(),
  /** Households that have ordered. */
  orders: z.number().int(),
  /** What they owe together. */
  amountFen: Fen,
  /** The server's clock, by which the cut-off counts. */
  now: Instant,
})
export type Stall = z.infer<typeof Stall>

export const StallWithItems = Stall.extend({ items: z.array(StallItem) })
export type StallWithItems = z.infer<typeof StallWithItems>

export const listStalls = endpoint({
  method: 'GET',
  path: '/api/stalls',
  summary:
    'Stalls that sell to my household or in my scope, newest day first; unpublished ones for those who keep them',
  who: STALL_ROLES,
  query: PageQuery.extend({
    day: CivilDay.optional(),
    grid: Id.optional(),
    /** Only those that sell to this household. */
    household: Id.optional(),
    state: StallState.optional(),
  }),
  reply: pageOf(Stall),
})

export const readStall = endpoint({
  method: 'GET',
  path: '/api/stalls/:id',
  summary: 'A stall with what it sells and what is left of it',
  who: STALL_ROLES,
  params: IdParams,
  reply: StallWithItems,
  errors: ['not-found'],
})

const span = (from: string, until: string) => Date.parse(until) - Date.parse(from)
const DAY = 86_400_000

/**
 * Makes a stall, or changes it while nobody has changed it since `revision` (0: it is new). Orders already made keep the
 * price they were made at. What households have ordered stays theirs: less is not offered than is ordered, and an item
 * that is left out is no longer sold. `too-little` names the item.
 */
export const saveStall = endpoint({
  method: 'PUT',
  path: '/api/stalls/:id',
  summary: 'Make a stall or change it, items included',
  who: LEDGER_ROLES,
  params: IdParams,
  body: z
    .object({
      gridId: Id,
      day: CivilDay,
      title: plainText(40),
      note: optionalText(500, { lines: true }).default(''),
      payCode: PayCode.nullable().default(null),
      cutOff: Instant,
      deliverFrom: Instant,
      deliverUntil: Instant,
      revision: z.number().int().min(0),
      items: z
        .array(z.object({ id: Id, ...Sold }))
        .min(1, '至少写一样菜')
        .max(MOST_ITEMS, `最多${MOST_ITEMS}样`),
    })
    .superRefine(({ cutOff, deliverFrom, deliverUntil, items }, check) => {
      const wrong = (path: (string | number)[], message: string) => check.addIssue({ code: 'custom', path, message })
      for (const [path, at] of Object.entries({ cutOff, deliverFrom, deliverUntil }))
        if (!at.startsWith('20')) wrong([path], '请写2000年以后的日子')
      if (span(deliverFrom, deliverUntil) <= 0) wrong(['deliverUntil'], '送到几点要晚于开始送的时间')
      if (span(deliverFrom, deliverUntil) > DAY) wrong(['deliverUntil'], '送货时间最长一天')
      if (span(cutOff, deliverUntil) < 0) wrong(['cutOff'], '截止要早于送完的时间')
      // Else a line of the group's chain would name two things.
      const [shared] = sharedNames(items.map(({ name, aliases }) => [name, ...aliases]))
      if (shared !== undefined) wrong(['items'], `有两样菜都叫“${shared.name}”，请改一个`)
      if (new Set(items.map(({ id }) => id)).size < items.length) wrong(['items'], '同一样菜出现了两次')
      for (const [at, { name, aliases, limitMilli, stepMilli }] of items.entries()) {
        const unreadable = [name, ...aliases].find((one) => !canBeNamed(one))
        if (unreadable !== undefined) wrong(['items', at, 'name'], `“${unreadable}”里要有字`)
        if (limitMilli !== null && limitMilli < stepMilli) wrong(['items', at, 'limitMilli'], '每户限量比起卖的还少')
      }
    }),
  reply: StallWithItems,
  errors: [
    'not-found',
    'not-allowed',
    'changed-meanwhile',
    'already-there',
    'id-taken',
    'too-little',
    'already-settled',
  ],
})

export const moveStall = endpoint({
  method: 'POST',
  path: '/api/stalls/:id/state',
  summary: 'Publish a stall, close it before its cut-off, open it again, or call it off with all its orders',
  who: LEDGER_ROLES,
  params: IdParams,
  body: z.object({ to: StallState.exclude(['draft']), reason: optionalText(200).default('') }),
  reply: Nothing,
  errors: ['not-found', 'not-allowed', 'already-settled', 'past-cut-off'],
})
