import { orderPaste } from '../supplies/order-chains/tables.ts'
import { stallOrder, stallOrderChange, stallOrderLine } from '../supplies/orders/tables.ts'
import { stall, stallItem } from '../supplies/stalls/tables.ts'
import { stock, stockMovement } from '../supplies/stock/tables.ts'
import { register, type RegisteredTable } from '../registered-table.ts'

const tenant = { kind: 'tenant' } as const

export const SUPPLIES_TABLES: readonly RegisteredTable[] = [
  register(stall, {
    ...tenant,
    owner: 'supplies/stalls',
    // Written by staff for everybody to read; a number that stands in it goes with the row.
    row: ['note'],
    link: ['madeBy'],
    neutral: [
      ...(['communityId', 'id', 'gridId', 'day', 'title', 'state', 'cutOff', 'deliverFrom', 'deliverUntil'] as const),
      ...(['revision', 'madeAt', 'openedAt'] as const),
    ],
  }),
  register(stallItem, {
    ...tenant,
    owner: 'supplies/stalls',
    neutral: [
      ...(['communityId', 'stallId', 'id', 'position', 'name', 'aliases', 'unit', 'priceFen', 'stepMilli'] as const),
      ...(['limitMilli', 'offeredMilli', 'removed'] as const),
    ],
  }),
  register(stock, {
    ...tenant,
    owner: 'supplies/stock',
    neutral: ['communityId', 'itemId', 'stallId', 'leftMilli'],
  }),
  register(stockMovement, {
    ...tenant,
    owner: 'supplies/stock',
    appendOnly: true,
    link: ['orderId', 'accountId'],
    neutral: ['communityId', 'id', 'itemId', 'milli', 'at'],
  }),
  register(stallOrder, {
    ...tenant,
    owner: 'supplies/orders',
    followsHousehold: true,
    row: ['amountFen', 'source'],
    key: ['noteSealed'],
    link: ['householdId', 'buildingId', 'placedBy'],
    neutral: ['communityId', 'id', 'stallId', 'gridId', 'state', 'revision', 'placedAt', 'changedAt'],
  }),
  register(stallOrderLine, {
    ...tenant,
    owner: 'supplies/orders',
    followsHousehold: true,
    row: ['milli', 'amountFen'],
    link: ['householdId', 'buildingId'],
    neutral: ['communityId', 'orderId', 'itemId', 'gridId', 'priceFen'],
  }),
  register(orderPaste, {
    ...tenant,
    owner: 'supplies/order-chains',
    appendOnly: true,
    key: ['textSealed', 'fixesSealed', 'saidSealed'],
    link: ['accountId'],
    neutral: ['communityId', 'id', 'stallId', 'gridId', 'at'],
  }),
  register(stallOrderChange, {
    ...tenant,
    owner: 'supplies/orders',
    appendOnly: true,
    key: ['contentSealed'],
    link: ['orderId', 'accountId'],
    neutral: ['communityId', 'id', 'revision', 'source', 'at'],
  }),
]
