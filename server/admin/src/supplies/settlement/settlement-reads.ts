import { listDues, listPayments, paymentsOfOrder, readSettlement } from '@gezhong/shared/supplies/payments/contract'

/** Money that moves makes all of these old. */
export const MONEY_READS = [readSettlement, listDues, listPayments, paymentsOfOrder] as const

/** The filters of a stall's money, as the address holds them. */
export const MONEY_FILTERS = { due: '', grid: '', q: '', page: '1', order: '', collector: '', way: '' }

export type MoneyFilters = typeof MONEY_FILTERS

/** Money comes in while one looks. */
export const REFRESH_MS = 20_000
