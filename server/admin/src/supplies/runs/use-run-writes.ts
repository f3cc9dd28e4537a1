import { listDeliveryCases, listScans, settleDeliveryCase } from '@gezhong/shared/supplies/deliveries/contract'
import {
  designateRun,
  listCarriers,
  listRuns,
  moveRun,
  proposeRun,
  readRun,
} from '@gezhong/shared/supplies/runs/contract'
import { useWrite } from '../../api/write.ts'

/** A change of a run makes all of these old. */
const RUN_READS = [listRuns, readRun, proposeRun, listCarriers, listDeliveryCases, listScans] as const

export const useDesignateRun = () => useWrite(designateRun, RUN_READS)
export const useMoveRun = () => useWrite(moveRun, RUN_READS)
export const useSettleCase = () => useWrite(settleDeliveryCase, RUN_READS)
