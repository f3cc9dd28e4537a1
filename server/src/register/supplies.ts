import { orderPaste, orderPasteUndo } from '../supplies/order-chains/tables.ts'
import { stallOrder, stallOrderChange, stallOrderLine } from '../supplies/orders/tables.ts'
import { deliveryCase, deliveryScan } from '../supplies/deliveries/tables.ts'
import { deliveryRoute, run, runStop } from '../supplies/runs/tables.ts'
import { stall, stallItem, stallPhoto } from '../supplies/stalls/tables.ts'
import { stallArrival, stallSubstitute } from '../supplies/shortage/tables.ts'
import { handIn, payment } from '../supplies/payments/tables.ts'
import { stock, stockMovement } from '../supplies/stock/tables.ts'
import { voucher } from '../supplies/vouchers/tables.ts'
import { register, type RegisteredTable } from '../registered-table.ts'

const tenant = { kind: 'tenant' } as const

export const SUPPLIES_TABLES: readonly RegisteredTable[] = [
  register(stall, {
    ...tenant,
    owner: 'supplies/stalls',
    // Written by staff for everybody to read; a number that stands in it goes with the row, and so does whose account it is.
    row: ['note', 'payCode'],
    link: ['madeBy'],
    neutral: [
      ...(['communityId', 'id', 'gridId', 'day', 'title', 'state', 'cutOff', 'deliverFrom', 'deliverUntil'] as const),
      ...(['revision', 'madeAt', 'openedAt', 'sharedAt'] as const),
    ],
  }),
  register(stallItem, {
    ...tenant,
    owner: 'supplies/stalls',
    neutral: [
      ...(['communityId', 'stallId', 'id', 'position', 'name', 'aliases', 'unit', 'priceFen', 'stepMilli'] as const),
      ...(['limitMilli', 'offeredMilli', 'removed', 'photoId'] as const),
    ],
  }),
  register(stallPhoto, {
    ...tenant,
    owner: 'supplies/stalls',
    // It shows vegetables; somebody who happens to be on it goes with the row.
    row: ['bytes'],
    link: ['madeBy'],
    neutral: ['communityId', 'id', 'kind', 'madeAt'],
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
    link: ['householdId', 'buildingId', 'placedBy', 'packedBy'],
    neutral: [
      ...(['communityId', 'id', 'stallId', 'gridId', 'state', 'revision', 'placedAt', 'changedAt'] as const),
      ...(['packedAt', 'packedRevision'] as const),
    ],
  }),
  register(stallOrderLine, {
    ...tenant,
    owner: 'supplies/orders',
    followsHousehold: true,
    row: ['milli', 'amountFen', 'shareMilli', 'weighedMilli', 'givenMilli', 'shortWhy'],
    link: ['householdId', 'buildingId'],
    neutral: ['communityId', 'orderId', 'itemId', 'gridId', 'priceFen'],
  }),
  register(stallArrival, {
    ...tenant,
    owner: 'supplies/shortage',
    link: ['toldBy'],
    neutral: ['communityId', 'itemId', 'stallId', 'arrivedMilli', 'way', 'toldAt'],
  }),
  register(stallSubstitute, {
    ...tenant,
    owner: 'supplies/shortage',
    followsHousehold: true,
    row: ['milli'],
    link: ['orderId', 'householdId', 'buildingId', 'offeredBy', 'answeredBy'],
    neutral: [
      ...(['communityId', 'id', 'stallId', 'gridId', 'shortItemId', 'itemId', 'priceFen', 'state'] as const),
      ...(['offeredAt', 'answeredAt'] as const),
    ],
  }),
  register(orderPaste, {
    ...tenant,
    owner: 'supplies/order-chains',
    appendOnly: true,
    key: ['textSealed', 'fixesSealed', 'saidSealed', 'beforeSealed'],
    link: ['accountId'],
    neutral: ['communityId', 'id', 'stallId', 'gridId', 'at', 'turn', 'added', 'changed', 'cancelled'],
  }),
  register(orderPasteUndo, {
    ...tenant,
    owner: 'supplies/order-chains',
    appendOnly: true,
    link: ['accountId'],
    neutral: ['communityId', 'pasteId', 'stallId', 'gridId', 'at'],
  }),
  register(stallOrderChange, {
    ...tenant,
    owner: 'supplies/orders',
    appendOnly: true,
    key: ['contentSealed'],
    link: ['orderId', 'accountId'],
    neutral: ['communityId', 'id', 'revision', 'source', 'at'],
  }),
  register(voucher, {
    ...tenant,
    owner: 'supplies/vouchers',
    followsHousehold: true,
    row: ['serial', 'shortCode'],
    link: ['orderId', 'householdId', 'buildingId', 'deliveredBy', 'deliveredScan'],
    neutral: ['communityId', 'id', 'stallId', 'gridId', 'gridCode', 'lastDay', 'state', 'issuedAt', 'deliveredAt'],
  }),
  register(deliveryRoute, {
    ...tenant,
    owner: 'supplies/runs',
    link: ['designatedBy', 'buildingIds'],
    neutral: ['communityId', 'gridId', 'designatedAt'],
  }),
  register(run, {
    ...tenant,
    owner: 'supplies/runs',
    link: ['carrierId', 'phoneId', 'designatedBy'],
    neutral: [
      ...(['communityId', 'id', 'stallId', 'gridId', 'state', 'revision', 'designatedAt'] as const),
      ...(['startedAt', 'endedAt'] as const),
    ],
  }),
  register(runStop, {
    ...tenant,
    owner: 'supplies/runs',
    followsHousehold: true,
    row: ['failedWhy'],
    link: ['householdId', 'buildingId'],
    neutral: ['communityId', 'runId', 'voucherId', 'gridId', 'position', 'standing', 'tries', 'failedAt'],
  }),
  register(deliveryScan, {
    ...tenant,
    owner: 'supplies/deliveries',
    appendOnly: true,
    key: ['contentSealed', 'contentMark'],
    link: ['voucherId', 'accountId'],
    neutral: [
      ...(['communityId', 'id', 'runId', 'gridId', 'voucherGridId', 'act', 'verdict', 'outcome', 'why'] as const),
      ...(['typed', 'at', 'receivedAt'] as const),
    ],
  }),
  register(deliveryCase, {
    ...tenant,
    owner: 'supplies/deliveries',
    followsHousehold: true,
    key: ['noteSealed'],
    link: ['voucherId', 'householdId', 'buildingId', 'settledBy'],
    neutral: ['communityId', 'id', 'stallId', 'gridId', 'scanId', 'kind', 'state', 'openedAt', 'settledAt'],
  }),
  register(payment, {
    ...tenant,
    owner: 'supplies/payments',
    followsHousehold: true,
    row: ['way', 'takenFen', 'changeFen'],
    key: ['reasonSealed'],
    link: ['orderId', 'householdId', 'buildingId', 'collectedBy', 'recordedBy'],
    neutral: ['communityId', 'id', 'stallId', 'gridId', 'takesBack', 'at', 'receivedAt'],
  }),
  register(handIn, {
    ...tenant,
    owner: 'supplies/payments',
    appendOnly: true,
    key: ['reasonSealed'],
    link: ['collectorId', 'confirmedBy'],
    neutral: ['communityId', 'id', 'stallId', 'gridId', 'expectedFen', 'countedFen', 'takesBack', 'at'],
  }),
]
