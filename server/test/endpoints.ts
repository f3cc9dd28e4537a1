import * as alerts from '@gezhong/shared/audit/alerts/contract'
import * as audit from '@gezhong/shared/audit/contract'
import * as demo from '@gezhong/shared/demo/contract'
import type { Endpoint } from '@gezhong/shared/endpoint'
import * as communities from '@gezhong/shared/grid/communities/contract'
import * as identity from '@gezhong/shared/grid/identity/contract'
import * as sessions from '@gezhong/shared/grid/sessions/contract'
import * as invitations from '@gezhong/shared/grid/invitations/contract'
import * as secondFactor from '@gezhong/shared/grid/second-factor/contract'
import * as credentials from '@gezhong/shared/grid/credentials/contract'
import * as team from '@gezhong/shared/grid/team/contract'
import * as live from '@gezhong/shared/live/contract'
import * as agreements from '@gezhong/shared/people/agreements/contract'
import * as board from '@gezhong/shared/people/board/contract'
import * as antigen from '@gezhong/shared/people/antigen/contract'
import * as chain from '@gezhong/shared/people/chain/contract'
import * as exemptions from '@gezhong/shared/people/exemptions/contract'
import * as followUps from '@gezhong/shared/people/follow-ups/contract'
import * as reminders from '@gezhong/shared/people/reminders/contract'
import * as ownRounds from '@gezhong/shared/people/own-rounds/contract'
import * as rounds from '@gezhong/shared/people/rounds/contract'
import * as sampling from '@gezhong/shared/people/sampling/contract'
import * as corrections from '@gezhong/shared/people/corrections/contract'
import * as homes from '@gezhong/shared/people/homes/contract'
import * as imports from '@gezhong/shared/people/import/contract'
import * as ledger from '@gezhong/shared/people/ledger/contract'
import * as missing from '@gezhong/shared/people/missing/contract'
import * as ownData from '@gezhong/shared/people/own-data/contract'
import * as proxies from '@gezhong/shared/people/proxies/contract'
import * as reconciliation from '@gezhong/shared/people/reconciliation/contract'
import * as reports from '@gezhong/shared/people/reports/contract'
import * as results from '@gezhong/shared/people/results/contract'
import * as residentSignIn from '@gezhong/shared/people/resident-sign-in/contract'
import * as rolls from '@gezhong/shared/people/rolls/contract'
import * as slips from '@gezhong/shared/people/slips/contract'
import * as tubes from '@gezhong/shared/people/tubes/contract'
import * as unplaced from '@gezhong/shared/people/unplaced/contract'
import * as orders from '@gezhong/shared/supplies/orders/contract'
import * as orderChains from '@gezhong/shared/supplies/order-chains/contract'
import * as signingKeys from '@gezhong/shared/grid/signing-keys/contract'
import * as supplyBoard from '@gezhong/shared/supplies/board/contract'
import * as deliveries from '@gezhong/shared/supplies/deliveries/contract'
import * as runs from '@gezhong/shared/supplies/runs/contract'
import * as vouchers from '@gezhong/shared/supplies/vouchers/contract'
import * as packing from '@gezhong/shared/supplies/packing/contract'
import * as shortage from '@gezhong/shared/supplies/shortage/contract'
import * as payments from '@gezhong/shared/supplies/payments/contract'
import * as stalls from '@gezhong/shared/supplies/stalls/contract'
import * as stallPhotos from '@gezhong/shared/supplies/stalls/photos/contract'

/** Every contract by its folder below shared/src; a test compares this list with the files. */
export const CONTRACTS = {
  audit,
  'audit/alerts': alerts,
  demo,
  live,
  'grid/communities': communities,
  'grid/identity': identity,
  'grid/sessions': sessions,
  'grid/invitations': invitations,
  'grid/second-factor': secondFactor,
  'grid/credentials': credentials,
  'grid/team': team,
  'people/agreements': agreements,
  'people/board': board,
  'people/antigen': antigen,
  'people/chain': chain,
  'people/corrections': corrections,
  'people/exemptions': exemptions,
  'people/follow-ups': followUps,
  'people/reminders': reminders,
  'people/own-rounds': ownRounds,
  'people/rounds': rounds,
  'people/sampling': sampling,
  'people/homes': homes,
  'people/import': imports,
  'people/ledger': ledger,
  'people/missing': missing,
  'people/own-data': ownData,
  'people/proxies': proxies,
  'people/reconciliation': reconciliation,
  'people/reports': reports,
  'people/results': results,
  'people/resident-sign-in': residentSignIn,
  'people/rolls': rolls,
  'people/slips': slips,
  'people/tubes': tubes,
  'people/unplaced': unplaced,
  'supplies/order-chains': orderChains,
  'grid/signing-keys': signingKeys,
  'supplies/board': supplyBoard,
  'supplies/deliveries': deliveries,
  'supplies/runs': runs,
  'supplies/vouchers': vouchers,
  'supplies/orders': orders,
  'supplies/packing': packing,
  'supplies/shortage': shortage,
  'supplies/payments': payments,
  'supplies/stalls': stalls,
  'supplies/stalls/photos': stallPhotos,
}

type EndpointsIn<Contract> = {
  [Name in keyof Contract]: Contract[Name] extends { method: string; who: unknown; path: string } ? Name : never
}[keyof Contract]

/** The exported name of every endpoint there is; a table by this type misses none. */
export type EndpointName = {
  [Folder in keyof typeof CONTRACTS]: EndpointsIn<(typeof CONTRACTS)[Folder]>
}[keyof typeof CONTRACTS]

function isEndpoint(value: unknown): value is Endpoint {
  return typeof value === 'object' && value !== null && 'method' in value && 'path' in value && 'who' in value
}

export const ENDPOINTS = Object.fromEntries(
  Object.values(CONTRACTS).flatMap((contract) => Object.entries(contract).filter(([, value]) => isEndpoint(value))),
) as Record<EndpointName, Endpoint>

export const ENDPOINT_NAMES = Object.keys(ENDPOINTS) as EndpointName[]
