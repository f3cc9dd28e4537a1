import { listOrders, orderHistory } from '@gezhong/shared/supplies/orders/contract'
import { listStalls, moveStall, readStall } from '@gezhong/shared/supplies/stalls/contract'
import { listBags } from '@gezhong/shared/supplies/packing/contract'
import { readShortage } from '@gezhong/shared/supplies/shortage/contract'
import { useWrite } from '../../api/write.ts'

/** A change of a stall or of its orders makes all of these old. */
export const STALL_READS = [listStalls, readStall, listOrders, orderHistory, readShortage, listBags] as const

export const useMoveStall = () => useWrite(moveStall, STALL_READS)
