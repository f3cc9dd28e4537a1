/** The filters of a stall's orders, as the address holds them; by default what counts. */
export const ORDER_FILTERS = { state: 'placed', grid: '', item: '', q: '', page: '1', order: '' }

export type OrderFilters = typeof ORDER_FILTERS
