import type { Endpoint } from '@gezhong/shared/endpoint'
import { gridCounts } from '@gezhong/shared/grid/communities/contract'
import type { LiveEvent } from '@gezhong/shared/live/contract'
import {
  listSamplers,
  roundAside,
  roundBoard,
  roundMatrix,
  roundPace,
  roundPeople,
} from '@gezhong/shared/people/board/contract'
import { listImportRows, listImports, readImport } from '@gezhong/shared/people/import/contract'
import {
  buildingOutlines,
  listBuildings,
  listChanges,
  listHouseholds,
  readHousehold,
} from '@gezhong/shared/people/ledger/contract'
import { callTeam, followUpCounts, listFollowUps } from '@gezhong/shared/people/follow-ups/contract'
import { listExemptions } from '@gezhong/shared/people/exemptions/contract'
import { householdRounds, listExcused, listMissing } from '@gezhong/shared/people/missing/contract'
import { listDifferences, readDifference } from '@gezhong/shared/people/reconciliation/contract'
import { householdSaid } from '@gezhong/shared/people/reports/contract'
import { kitNumbers, listSelfTests } from '@gezhong/shared/people/antigen/contract'
import { listRolls, listStanding, rollMatrix, rollProgress } from '@gezhong/shared/people/rolls/contract'
import { listRounds, readRound } from '@gezhong/shared/people/rounds/contract'
import { listTubes } from '@gezhong/shared/people/sampling/contract'
import { tubePeople } from '@gezhong/shared/people/tubes/contract'
import { listOutsiders, listUnplaced } from '@gezhong/shared/people/unplaced/contract'
import { boardBuildings, listPurchases, listUndelivered, supplyBoard } from '@gezhong/shared/supplies/board/contract'
import { listDeliveryCases, listScans } from '@gezhong/shared/supplies/deliveries/contract'
import { listOrders } from '@gezhong/shared/supplies/orders/contract'
import { listBags } from '@gezhong/shared/supplies/packing/contract'
import { listRuns, readRun } from '@gezhong/shared/supplies/runs/contract'
import { listStalls, readStall } from '@gezhong/shared/supplies/stalls/contract'

const READS_OF_ROUNDS: readonly Pick<Endpoint, 'path'>[] = [
  roundBoard,
  roundMatrix,
  roundPace,
  roundPeople,
  roundAside,
  listSamplers,
  listUnplaced,
  listOutsiders,
  tubePeople,
]

/** Which reads an event makes old. */
export const READS_OF_TOPIC: Record<LiveEvent['topic'], readonly Pick<Endpoint, 'path'>[]> = {
  roll: [
    rollProgress,
    rollMatrix,
    listStanding,
    listRolls,
    householdSaid,
    listRounds,
    readRound,
    listTubes,
    listSelfTests,
    kitNumbers,
    listFollowUps,
    followUpCounts,
    callTeam,
    listMissing,
    listExcused,
    householdRounds,
    ...READS_OF_ROUNDS,
  ],
  ledger: [
    listHouseholds,
    readHousehold,
    listBuildings,
    gridCounts,
    listChanges,
    listExemptions,
    listMissing,
    listExcused,
  ],
  differences: [listDifferences, readDifference],
  orders: [
    listStalls,
    readStall,
    listOrders,
    listBags,
    listRuns,
    readRun,
    listScans,
    listDeliveryCases,
    supplyBoard,
    boardBuildings,
    listPurchases,
    listUndelivered,
  ],
  // Outlines come with imports only; on every change of the ledger they would be fetched for nothing.
  import: [listImports, readImport, listImportRows, buildingOutlines],
}
