import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { addressOf } from '@gezhong/shared/client'
import type { Endpoint } from '@gezhong/shared/endpoint'
import { inviteStaff } from '@gezhong/shared/grid/invitations/contract'
import { beginSecondFactor } from '@gezhong/shared/grid/second-factor/contract'
import { grantRole } from '@gezhong/shared/grid/team/contract'
import { presentVersion } from '@gezhong/shared/people/agreements/notices'
import {
  addResident,
  editHousehold,
  listBuildings,
  listChanges,
  listHouseholds,
  readHousehold,
} from '@gezhong/shared/people/ledger/contract'
import { confirmChain } from '@gezhong/shared/people/chain/contract'
import { askCorrection } from '@gezhong/shared/people/corrections/contract'
import { askForHome, decideHomeRequest } from '@gezhong/shared/people/homes/contract'
import { maskPhone } from '@gezhong/shared/people/phone'
import { askAsProxy } from '@gezhong/shared/people/proxies/contract'
import { listDifferences, settleDifferences } from '@gezhong/shared/people/reconciliation/contract'
import { makeReport } from '@gezhong/shared/people/reports/contract'
import { listStanding, openRoll } from '@gezhong/shared/people/rolls/contract'
import { askExemption, endExemption } from '@gezhong/shared/people/exemptions/contract'
import { listFollowUps, logAttempt } from '@gezhong/shared/people/follow-ups/contract'
import { openRound } from '@gezhong/shared/people/rounds/contract'
import { handKits, tellSelfTest } from '@gezhong/shared/people/antigen/contract'
import { sendSamples } from '@gezhong/shared/people/sampling/contract'
import { decideSample } from '@gezhong/shared/people/unplaced/contract'
import { decideResultCase } from '@gezhong/shared/people/results/contract'
import { confirmOrderChain } from '@gezhong/shared/supplies/order-chains/contract'
import { placeOrder } from '@gezhong/shared/supplies/orders/contract'
import { listDeliveryCases, loadRun, sendDeliveries } from '@gezhong/shared/supplies/deliveries/contract'
import { proposeRun } from '@gezhong/shared/supplies/runs/contract'
import { readVoucher } from '@gezhong/shared/supplies/vouchers/contract'
import { packBag } from '@gezhong/shared/supplies/packing/contract'
import { offerSubstitute, shareArrivals, substitutesOfOrder } from '@gezhong/shared/supplies/shortage/contract'
import { moveStall, readStall, saveStall } from '@gezhong/shared/supplies/stalls/contract'
import { issueCredential, recordTraining } from '@gezhong/shared/grid/credentials/contract'
import { sendPayments } from '@gezhong/shared/supplies/payments/contract'
import { householdAccess } from '@gezhong/shared/people/slips/contract'
import { strFromU8, unzipSync } from 'fflate'
import type { Readable } from 'node:stream'
import { uuidv7 } from 'uuidv7'
import { sql } from 'drizzle-orm'
import { transactAsSystem } from '../src/database/transact.ts'
import { importBatch } from '../src/people/import/tables.ts'
import { resultRow } from '../src/people/results/tables.ts'
import { runImports } from '../src/people/import/job.ts'
import { aReminder } from './a-reminder.ts'
import { aRun, aVolunteer, ordersToCarry } from './a-run.ts'
import { handIn } from '../src/supplies/payments/tables.ts'
import { aStall, CABBAGE } from './a-stall.ts'
import { startTestApp, type TestApp } from './app.ts'
import {
  addOutOfTerm,
  addPersona,
  makeCast,
  type Cast,
  type CastHousehold,
  type OutOfTerm,
  type Persona,
} from './cast.ts'
import { asUpload, jpeg } from './photos.ts'
import { ENDPOINT_NAMES, ENDPOINTS, type EndpointName } from './endpoints.ts'

/*
 * Who may see what, as mission.md says it: every endpoint, asked by every person, about a household of theirs and about
 * the others'. A new endpoint has no sample and no rule, so it does not compile until somebody has decided both.
 */

jest.setTimeout(240_000)

const PERSONAS = [
  'secretary',
  'gridLead',
  'gridWorker',
  'otherLead',
  'hubHousehold',
  'resident',
  'volunteer',
  'guard',
  'stranger',
  'ended',
  'early',
  'foreigner',
] as const
type PersonaName = (typeof PERSONAS)[number]

const PLACES = ['home', 'looked-after', 'next-sub-grid', 'other-grid'] as const
type PlaceName = (typeof PLACES)[number]

/** Whose household it is: of the resident; of the hub household's building; of sub-grid 2-2; of grid 1. */
const DOORS: Record<PlaceName, [door: string, unit: string]> = {
  home: ['中区3号', '2-1-1'],
  'looked-after': ['中区1号', '2-1-1'],
  'next-sub-grid': ['中区8号', '2-2-1'],
  'other-grid': ['东区2号', '1-1-1'],
}

/** mission.md, "Who may see what", as places. The foreigner steers another community on the same server. */
const SCOPE: Record<PersonaName, readonly PlaceName[]> = {
  secretary: PLACES,
  gridLead: ['home', 'looked-after', 'next-sub-grid'],
  gridWorker: ['home', 'looked-after'],
  otherLead: ['other-grid'],
  hubHousehold: ['looked-after'],
  resident: ['home'],
  volunteer: [],
  guard: [],
  stranger: [],
  ended: [],
  early: [],
  foreigner: [],
}

const POST: readonly PersonaName[] = ['secretary', 'foreigner']
const LEADS: readonly PersonaName[] = [...POST, 'gridLead', 'otherLead']
const LEDGER: readonly PersonaName[] = [...LEADS, 'gridWorker']
const STAFF: readonly PersonaName[] = [...LEDGER, 'hubHousehold']
const HOMES: readonly PersonaName[] = [...STAFF, 'resident']
const TOLD: readonly PersonaName[] = [...LEDGER, 'resident']

interface Rule {
  may: readonly PersonaName[]
  /** inside: only where one’s scope is. rows: always, and shows what is in scope. community: wherever one is. */
  where: 'inside' | 'rows' | 'community'
  /** What is asked for belongs to one community: for the foreigner it is not there. */
  named?: boolean
  /** Refusals that are an answer, not a want of rights. */
  answers?: readonly string[]
}

const inside = (may: readonly PersonaName[]): Rule => ({ may, where: 'inside', named: true })
const rows = (may: readonly PersonaName[], more: Partial<Rule> = {}): Rule => ({ may, where: 'rows', ...more })
const community = (may: readonly PersonaName[], more: Partial<Rule> = {}): Rule => ({
  may,
  where: 'community',
  ...more,
})
const importStep: Rule = community(['secretary', 'foreigner'], { named: true, answers: ['import-state'] })

const RULES: Record<EndpointName, Rule> = {
  listAudit: community(POST),
  verifyAudit: community(POST),
  listAlerts: community(POST),
  // There is none to see here; who may is tested beside the capability.
  seeAlert: community(POST, { answers: ['not-found'] }),
  signIn: community(PERSONAS, { answers: ['wrong-name-or-password', 'too-many-requests'] }),
  signInDemo: community(PERSONAS, { answers: ['not-found'] }),
  demoIdentities: community(PERSONAS),
  demoChain: community(LEDGER, { answers: ['not-found'] }),
  signOut: community(PERSONAS),
  me: community(PERSONAS),
  refreshSession: community(PERSONAS, { answers: ['not-signed-in'] }),
  sessionState: community(PERSONAS),
  noteUse: community(PERSONAS),
  // Nobody here has a password or is of the demo: they sign in anew.
  unlockSession: community(PERSONAS, { answers: ['not-signed-in'] }),
  ownSessions: community(PERSONAS),
  // Asked with a session of somebody else, which for nobody is there.
  endOwnSession: community([]),
  endOtherSessions: community(PERSONAS),
  endSessionsOf: community(POST, { named: true }),
  changePassword: community([]),
  readMyWeChat: community([...STAFF, 'volunteer', 'guard']),
  bindMyWeChat: community([...STAFF, 'volunteer', 'guard'], { answers: ['wechat-away'] }),
  unbindMyWeChat: community([...STAFF, 'volunteer', 'guard']),
  currentCommunity: community(PERSONAS),
  setOffice: community(POST),
  listGrids: community(PERSONAS),
  createGrid: community(POST),
  renameGrid: community(POST, { named: true }),
  gridCounts: rows(STAFF),
  listTeam: rows(LEDGER),
  grantRole: inside(LEADS),
  listCredentials: rows(LEDGER),
  recordTraining: inside(LEADS),
  takeBackTraining: inside(LEADS),
  issueCredential: inside(LEADS),
  revokeCredential: inside(LEADS),
  printCredentials: inside(LEADS),
  ownCredential: community([...STAFF, 'volunteer', 'guard']),
  changePost: inside(LEADS),
  revokeRole: inside(LEADS),
  readSecondFactor: community(PERSONAS),
  beginSecondFactor: community(PERSONAS),
  // Nobody here knows the number: what it opens is tested beside the capability.
  confirmSecondFactor: community(PERSONAS, { answers: ['not-found', 'wrong-second-factor', 'too-many-requests'] }),
  proveSecondFactor: community(PERSONAS, { answers: ['not-found', 'wrong-second-factor', 'too-many-requests'] }),
  renewRecoveryCodes: community(PERSONAS, { answers: ['not-found', 'wrong-second-factor', 'too-many-requests'] }),
  resetSecondFactor: community(POST, { named: true }),
  listInvitations: community(LEADS),
  inviteStaff: inside(LEADS),
  renewInvitation: inside(LEADS),
  revokeInvitation: inside(LEADS),
  readInvitation: community(PERSONAS, { answers: ['invitation-gone'] }),
  acceptInvitation: community(PERSONAS, { answers: ['invitation-gone'] }),
  acceptInvitationByWeChat: community(PERSONAS, { answers: ['wechat-away'] }),
  acceptInvitationMyself: community(PERSONAS, { answers: ['invitation-gone'] }),
  liveStream: community(STAFF),
  listBuildings: rows(STAFF),
  buildingOutlines: rows(STAFF),
  createBuilding: inside(LEDGER),
  assignBuildings: inside(LEADS),
  listHouseholds: rows(STAFF),
  exportHouseholds: rows(LEDGER),
  readHousehold: inside(HOMES),
  createHousehold: inside(LEDGER),
  editHousehold: inside(LEDGER),
  revealPhone: inside(STAFF),
  addResident: inside(LEDGER),
  removeResident: inside(LEDGER),
  listChanges: rows(LEDGER),
  undoChange: inside(LEDGER),
  sendSmsCode: community(PERSONAS, { answers: ['sms-away', 'too-many-requests'] }),
  signInBySms: community(PERSONAS, { answers: ['wrong-sms-code'] }),
  signInByWeChat: community(PERSONAS, { answers: ['wechat-away'] }),
  findHome: community(PERSONAS),
  // Nobody here has proved a number, so nobody finds a household by one.
  joinHome: community([]),
  // The one resident here is needed in their home: who may leave is tested beside the capability.
  leaveHome: community([]),
  askForHome: community(PERSONAS),
  listHomeRequests: rows(LEDGER),
  decideHomeRequest: inside(LEDGER),
  signInBySlip: community(PERSONAS, { answers: ['wrong-slip'] }),
  claimSlip: community(PERSONAS, { answers: ['wrong-slip', 'too-many-requests'] }),
  printSlips: inside(LEDGER),
  revokeSlip: inside(LEDGER),
  householdAccess: inside(LEDGER),
  listProxies: community(PERSONAS),
  askAsProxy: community(PERSONAS),
  // Only who lives at home is asked whether somebody may look after it.
  answerProxy: { ...inside(['resident']), named: true },
  endBond: inside([...LEDGER, 'resident']),
  listNotices: community(PERSONAS),
  answerNotice: community(PERSONAS),
  agreementShares: community(LEADS),
  listRolls: community(PERSONAS),
  openRoll: inside(LEADS),
  changeRoll: inside(LEADS),
  rollProgress: rows(STAFF, { named: true }),
  rollBuildings: rows(STAFF, { named: true }),
  listStanding: rows(STAFF, { named: true }),
  exportStanding: rows(LEDGER, { named: true }),
  rollMatrix: rows(LEDGER),
  listExemptions: rows(LEDGER),
  // A household's ask waits for a decision, and another one of it meanwhile is too many.
  askExemption: { ...inside([...LEDGER, 'resident']), answers: ['already-there'] },
  exportExemptions: rows(LEDGER),
  // Each id has its own outcome: whoever may not is told so for each.
  decideExemptions: rows(LEADS),
  listMissing: rows(LEDGER, { named: true }),
  exportMissing: rows(LEDGER, { named: true }),
  printMissing: rows(LEDGER, { named: true }),
  listExcused: rows(LEDGER, { named: true }),
  householdRounds: inside(LEDGER),
  decideExemption: inside(LEADS),
  listFollowUps: rows(STAFF),
  followUpCounts: rows(STAFF),
  callTeam: rows(LEADS),
  readFollowUp: inside(STAFF),
  nextFollowUp: rows(STAFF),
  claimFollowUp: inside(STAFF),
  releaseFollowUp: inside(STAFF),
  logAttempt: inside(STAFF),
  // Logged by somebody else, who alone may take it back.
  undoAttempt: { ...inside(STAFF), answers: ['undo-blocked'] },
  assignFollowUps: inside(LEADS),
  exportFollowUps: rows(LEDGER),
  previewReminders: rows(STAFF, { named: true }),
  remindMissing: rows(STAFF, { named: true }),
  // No text messages are set up here: what is sent is tested beside the capability.
  remindHousehold: { ...inside(STAFF), answers: ['no-channel'] },
  cancelReminders: inside(STAFF),
  listReminders: rows(STAFF, { named: true }),
  readSubscriptions: community(PERSONAS),
  keepSubscriptions: community(PERSONAS),
  endExemption: inside([...LEDGER, 'resident']),
  resumeExemption: inside(LEDGER),
  ownRounds: community(['resident']),
  // A hub household looks after a building's numbers; what a test showed is not its to know.
  handKits: inside(LEDGER),
  listKits: rows(LEDGER, { named: true }),
  kitNumbers: rows(LEDGER, { named: true }),
  tellSelfTest: inside(TOLD),
  sendTestPhoto: inside(TOLD),
  lookAtTestPhoto: inside(TOLD),
  undoSelfTest: inside(TOLD),
  checkSelfTest: inside(LEDGER),
  listSelfTests: rows(LEDGER, { named: true }),
  householdTests: inside(TOLD),
  listRounds: community(PERSONAS),
  readRound: community(PERSONAS, { named: true }),
  openRound: inside(LEADS),
  changeRound: inside(LEADS),
  sendSamples: inside(LEDGER),
  listTubes: rows(LEDGER, { named: true }),
  readSheet: inside(LEDGER),
  roundBoard: rows(LEDGER),
  roundMatrix: rows(LEDGER),
  roundPace: rows(LEDGER, { named: true }),
  listSamplers: rows(LEDGER, { named: true }),
  roundAside: rows(LEDGER, { named: true }),
  roundPeople: rows(LEDGER, { named: true }),
  listUnplaced: rows(LEDGER, { named: true }),
  decideSample: inside(LEDGER),
  undoSampleDecision: inside(LEDGER),
  listOutsiders: rows(LEDGER, { named: true }),
  revealOutsider: inside(LEDGER),
  markRetested: inside(LEADS),
  tubePeople: inside(LEDGER),
  exportTubes: rows(LEDGER, { named: true }),
  exportSamples: rows(LEDGER, { named: true }),
  listResultCases: community(POST),
  countResults: community(POST),
  decideResultCase: community(POST, { named: true }),
  rejectResultCandidate: community(POST, { named: true }),
  dismissResultCase: community(POST, { named: true }),
  undoResultCase: community(POST, { named: true }),
  rematchResults: community(POST),
  listPositives: rows(LEADS),
  exportPositives: rows(LEADS),
  roundResults: rows(LEADS, { named: true }),
  // Only what is held about oneself; of a home only the resident has one.
  readOwnData: community(PERSONAS),
  exportOwnData: community(PERSONAS),
  changeOwnPhone: community(PERSONAS, { answers: ['wrong-sms-code', 'not-allowed'] }),
  // Not sure enough for the server: these people are still needed. What it does is tested beside the capability.
  deleteOwnAccount: community(PERSONAS, { answers: ['not-valid'] }),
  askCorrection: inside(['resident']),
  // Asked about a correction of somebody else, which for nobody is there.
  withdrawCorrection: community([]),
  listCorrections: rows(LEDGER),
  takeCorrection: inside(LEDGER),
  settleCorrection: inside(LEDGER),
  myHouseholds: community(['resident']),
  revealReportPhone: inside(LEDGER),
  makeReport: inside(HOMES),
  makeLineReport: inside(HOMES),
  withdrawReport: inside(HOMES),
  householdReports: inside(HOMES),
  householdSaid: inside(STAFF),
  readChain: inside(LEDGER),
  previewChain: inside(LEDGER),
  confirmChain: inside(LEDGER),
  undoConfirmation: inside(LEDGER),
  listDifferences: rows(LEDGER),
  readDifference: inside(LEDGER),
  settleDifferences: inside(LEDGER),
  undoDecision: inside(LEDGER),
  assignDifferences: inside(LEDGER),
  // A stall sells to a grid: neighbours of one grid see the same, and others none of it.
  listStalls: rows(HOMES),
  readVoucher: inside(HOMES),
  reissueVoucher: inside(LEDGER),
  listSigningKeys: community(POST),
  rotateSigningKey: community(POST),
  withdrawSigningKey: community(POST, { answers: ['already-settled', 'not-found'] }),
  proposeRun: inside(LEDGER),
  listCarriers: inside(LEDGER),
  designateRun: inside(LEDGER),
  moveRun: inside(LEDGER),
  listRuns: rows(LEDGER, { answers: ['not-found'] }),
  readRun: inside(LEDGER),
  ownRuns: community([...STAFF, 'volunteer']),
  // Given to somebody who is nobody of these: for them it is not there.
  loadRun: community([...STAFF, 'volunteer'], { answers: ['not-found'] }),
  revealStopPhone: community([...STAFF, 'volunteer'], { answers: ['not-found'] }),
  // Whoever sends gets an answer for each row; what it tells whom is tested beside the capability.
  sendDeliveries: community(PERSONAS),
  listDeliveryCases: rows(LEDGER),
  settleDeliveryCase: inside(LEDGER),
  listScans: rows(LEDGER),
  supplyBoard: rows(LEDGER),
  boardBuildings: rows(LEDGER),
  listPurchases: rows(LEDGER),
  listUndelivered: rows(LEDGER),
  exportSupplyDay: rows(LEDGER, { answers: ['not-found'] }),
  readStall: rows(HOMES, { answers: ['not-found'] }),
  saveStall: inside(LEDGER),
  moveStall: inside(LEDGER),
  placeOrder: inside(HOMES),
  cancelOrder: inside(HOMES),
  ownOrders: community(['resident']),
  orderOfHousehold: inside(HOMES),
  listOrders: rows(STAFF, { answers: ['not-found'] }),
  exportOrders: rows(LEDGER, { answers: ['not-found'] }),
  orderHistory: inside(HOMES),
  readShortage: inside(LEDGER),
  previewShortage: inside(LEDGER),
  shareArrivals: inside(LEDGER),
  offerSubstitute: inside(LEDGER),
  withdrawSubstitutes: inside(LEDGER),
  substitutesOfOrder: inside(HOMES),
  answerSubstitute: inside(HOMES),
  listBags: rows(STAFF, { answers: ['not-found'] }),
  weighLine: inside(LEDGER),
  findBag: inside(LEDGER),
  packBag: inside(LEDGER),
  unpackBag: inside(LEDGER),
  printLabels: inside(LEDGER),
  sendPayments: inside([...STAFF, 'volunteer']),
  paymentsOfOrder: inside(HOMES),
  listDues: rows(STAFF, { answers: ['not-found'] }),
  listPayments: rows(STAFF, { answers: ['not-found'] }),
  readSettlement: inside(LEDGER),
  exportSettlement: rows(LEDGER, { answers: ['not-found'] }),
  // Of somebody who has taken nothing there is nothing to hand in: what is counted is tested beside the capability.
  confirmHandIn: { ...inside(LEADS), answers: ['already-settled'] },
  takeBackHandIn: inside(LEADS),
  ownTakings: community([...STAFF, 'volunteer']),
  readOrderChain: inside(LEDGER),
  previewOrderChain: inside(LEDGER),
  confirmOrderChain: inside(LEDGER),
  undoOrderConfirmation: inside(LEDGER),
  sendStallPhoto: community(LEDGER),
  // Its address is the key to it: an image shows no token.
  lookAtStallPhoto: community(PERSONAS),
  uploadImport: community(POST),
  listImports: community(POST),
  readImport: importStep,
  remapImport: importStep,
  listImportRows: importStep,
  commitImport: importStep,
  undoImport: importStep,
  discardImport: importStep,
  rejectedRows: importStep,
}

/** These tell numbers by grid: a grid outside one’s scope must not be named in them. */
const NUMBERS: readonly EndpointName[] = ['gridCounts', 'rollProgress', 'rollMatrix', 'kitNumbers']

interface Place extends CastHousehold {
  name: PlaceName
  gridId: string
  residentName: string
  note: string
  remark: string
}

interface Input {
  params?: Record<string, string>
  query?: Record<string, unknown>
  body?: unknown
}

type Sample = (place: Place) => Input | Promise<Input>

let app: TestApp
let cast: Cast & OutOfTerm
let foreigner: Persona
let places: Record<PlaceName, Place>
let counter = 100

const next = () => (counter += 1)
const secretary = () => cast.secretary
const inRoll = () => ({ id: cast.rollId })
const inChain = (place: Place) => ({ rollId: cast.rollId, gridId: place.gridId })
const ofHousehold = (place: Place) => ({ params: { id: place.id } })

const revisionOf = async (place: Place) => (await secretary().call(readHousehold, ofHousehold(place))).revision

async function editNote(place: Place): Promise<void> {
  const body = { note: place.note, headcount: 3 + (next() % 5), revision: await revisionOf(place), reason: '核对' }
  await secretary().call(editHousehold, { ...ofHousehold(place), body })
}

async function aReport(place: Place): Promise<string> {
  const id = uuidv7()
  const body = { id, householdId: place.id, headcount: 40 + (next() % 400), remark: place.remark }
  await secretary().call(makeReport, { params: inRoll(), body })
  return id
}

async function aDifference(place: Place): Promise<string> {
  const reportId = await aReport(place)
  const { rows: all } = await secretary().call(listDifferences, { query: { roll: cast.rollId, grid: place.gridId } })
  return all.find((difference) => difference.report?.id === reportId)!.id
}

async function aConfirmation(place: Place): Promise<string> {
  const body = { text: `1. ${place.door} ${100 + next()}人` }
  return (await secretary().call(confirmChain, { params: inChain(place), body })).lastConfirmation!.id
}

async function aSettledDifference(place: Place): Promise<string> {
  const id = await aDifference(place)
  await secretary().call(settleDifferences, { body: { ids: [id], decision: 'dismiss' } })
  return id
}

async function aResident(place: Place): Promise<string> {
  const id = uuidv7()
  const body = { id, name: place.residentName, ageGroup: 'adult', reason: '摸排' } as const
  await secretary().call(addResident, { ...ofHousehold(place), body })
  return id
}

async function aChange(place: Place): Promise<string> {
  await editNote(place)
  const { rows: all } = await secretary().call(listChanges, { query: { subjectId: place.id } })
  return all[0]!.id
}

const made = new Map<string, Promise<string>>()

/** One is enough for everybody: with hundreds of open rolls each list of the missing would ask them all. */
function once(what: string, place: Place, make: () => Promise<string>): Promise<string> {
  const key = `${what} ${place.name}`
  const there = made.get(key) ?? make()
  made.set(key, there)
  return there
}

async function aNewRoll(place: Place): Promise<string> {
  const id = uuidv7()
  await secretary().call(openRoll, { body: { id, title: '小范围点名', gridId: place.gridId } })
  return id
}

const aRoll = (place: Place) => once('roll', place, () => aNewRoll(place))

const aReminderAt = async (place: Place) => (await aReminder(app, cast, place.door, DOORS[place.name][1])).batchId

const WINDOW = { startsAt: '2022-04-03T06:00:00+08:00', endsAt: '2022-04-03T20:00:00+08:00' }

const roundOf = (gridId: string) =>
  ({ id: uuidv7(), title: '小范围检测', gridId, method: 'pcr', tubeSize: 10, ...WINDOW }) as const

async function aNewRound(place: Place): Promise<string> {
  return (await secretary().call(openRound, { body: roundOf(place.gridId) })).id
}

const aRound = (place: Place) => once('round', place, () => aNewRound(place))

/** Days for which nobody here is excused. */
const NOT_EXCUSED = { startsAt: '2022-06-03T06:00:00+08:00', endsAt: '2022-06-03T20:00:00+08:00' }
/** Everybody is missing in it. */
const anUntoldRound = (place: Place) =>
  once(
    'untold',
    place,
    async () => (await secretary().call(openRound, { body: { ...roundOf(place.gridId), ...NOT_EXCUSED } })).id,
  )

let followedUp: Promise<unknown> | null = null

/** Everybody is missing in a round that stays open; nobody holds this household. */
async function aFollowUp(place: Place): Promise<string> {
  followedUp ??= secretary()
    .call(openRound, { body: { ...roundOf(place.gridId), gridId: null, ...NOT_EXCUSED } })
    .then(() => app.settle())
  await followedUp
  await transactAsSystem(app.kernel, cast.communityId, ({ db, communityId }) =>
    db.execute(sql`UPDATE follow_up SET claimed_by = NULL, claimed_until = NULL WHERE community_id = ${communityId}`),
  )
  const { rows: all } = await secretary().call(listFollowUps, { query: { q: place.door, size: 500 } })
  return all.find(({ householdId, closedAt }) => householdId === place.id && closedAt === null)!.id
}

const attemptOf = () => {
  const at = app.kernel.clock().toISOString()
  return { id: uuidv7(), outcome: 'refused', calledAt: at, sentAt: at } as const
}

async function anAttempt(place: Place): Promise<string> {
  const body = attemptOf()
  const worker = await addPersona(app, cast.communityId, '新来的', 'grid-worker', { gridId: place.gridId })
  await worker.call(logAttempt, { params: { id: await aFollowUp(place) }, body })
  return body.id
}

const exemptionOf = (place: Place) =>
  ({
    id: uuidv7(),
    householdId: place.id,
    residentId: null,
    people: 1,
    reason: 'away',
    fromDay: '2022-04-01',
    untilDay: '2022-04-09',
  }) as const

async function anAskedExemption(place: Place): Promise<string> {
  const worker = await addPersona(app, cast.communityId, '新来的', 'grid-worker', { gridId: place.gridId })
  return (await worker.call(askExemption, { body: exemptionOf(place) })).id
}

/** Ended by who works there: a worker takes back only an end of their own. */
async function anEndedExemption(place: Place): Promise<string> {
  const id = await anAskedExemption(place)
  await cast[WORKS_AT[place.name]].call(endExemption, { params: { id } })
  return id
}

/** A row that may be about the household of the place. */
async function aResultCase(place: Place): Promise<string> {
  const [importId, id] = [uuidv7(), uuidv7()]
  await transactAsSystem(app.kernel, cast.communityId, async ({ db, communityId, now, actor, vault }) => {
    const from = {
      communityId,
      id: importId,
      accountId: actor.accountId,
      createdAt: now,
      tablesSealed: Buffer.alloc(0),
    }
    await db.insert(importBatch).values({ ...from, kind: 'results', fileName: '结果.csv', state: 'committed' })
    const said = { sheet: '表', line: 2, outcome: 'positive', at: now, digest: id, state: 'waiting' } as const
    const candidates = [{ householdId: place.id, residentId: null }]
    const personSealed = vault.sealForCommunity(communityId, JSON.stringify([place.residentName, null, null, null]))
    await db.insert(resultRow).values({ communityId, id, importId, ...said, candidates, personSealed })
  })
  return id
}

const chosen = ({ id }: Place) => ({ tubeId: null, householdId: id, residentId: null })

async function aDecidedCase(place: Place): Promise<string> {
  const id = await aResultCase(place)
  await secretary().call(decideResultCase, { params: { id }, body: chosen(place) })
  return id
}

/** One household of the place, in a tube opened there. */
function aBatch(place: Place) {
  const [tubeId, at] = [uuidv7(), WINDOW.startsAt]
  const taken = { tubeId, householdId: place.id, residentId: null, outsider: null, people: 1, takenAt: at }
  return {
    sentAt: at,
    tubes: [{ id: tubeId, gridId: place.gridId, code: `T${next()}000`, openedAt: at }],
    samples: [{ id: uuidv7(), ...taken }],
    undone: [],
  }
}

const outsiderOf = (place: Place) => ({
  householdId: null,
  outsider: { name: place.residentName, phone: place.phone, from: place.remark },
})

/** A round in which the place was sampled, or somebody else there. */
async function aSampledRound(place: Place, whose: object = {}) {
  const id = await aRound(place)
  const batch = aBatch(place)
  const [sample] = batch.samples
  await secretary().call(sendSamples, { params: { id }, body: { ...batch, samples: [{ ...sample!, ...whose }] } })
  return { id, sampleId: sample!.id, tubeId: batch.tubes[0]!.id }
}

const aStallAt = ({ gridId }: Place) => aStall(app, secretary(), gridId, { open: true })

const orderOf = ({ id, remark }: Place, { stallId, itemId }: { stallId: string; itemId: string }) => ({
  id: uuidv7(),
  stallId,
  householdId: id,
  revision: 0,
  lines: [{ itemId, milli: 1000, priceFen: CABBAGE.priceFen }],
  note: remark,
})

const atStall = async (place: Place) => ({ id: (await aStallAt(place)).stallId, gridId: place.gridId })

async function aStallPhoto(): Promise<Input> {
  const params = { id: uuidv7() }
  await send('sendStallPhoto', secretary().token, { params })
  return { params: { ...params, communityId: cast.communityId } }
}

async function anOrderConfirmation(place: Place) {
  const params = await atStall(place)
  const body = { text: `1. ${place.door} 白菜${1 + (next() % 5)}斤` }
  const { lastConfirmation } = await secretary().call(confirmOrderChain, { params, body })
  return { ...params, confirmationId: lastConfirmation!.id }
}

const anOrder = async (place: Place) => secretary().call(placeOrder, { body: orderOf(place, await aStallAt(place)) })

/** A bag for a place’s door with who carries it, nobody of these. */
async function aBag({ name }: Place) {
  const [door, unit] = DOORS[name]
  const { stallId, orders } = await ordersToCarry(app, cast, unit, [door])
  return { stallId, unit, ...orders[door]! }
}

const carriers = new Map<string, Persona>()

/** Somebody else than those who ask: nobody settles what they did themselves. */
async function carrierOf({ name }: Place): Promise<Persona> {
  const gridId = cast.grids[name === 'other-grid' ? '1' : '2']!
  const who = carriers.get(gridId) ?? (await addPersona(app, cast.communityId, '送菜的人', 'grid-worker', { gridId }))
  carriers.set(gridId, who)
  return who
}

async function aRunTo(place: Place) {
  const bag = await aBag(place)
  const who = await carrierOf(place)
  return { ...bag, carrier: who, runId: await aRun(cast, bag.stallId, bag.unit, who) }
}

async function aDeliveryCase(place: Place) {
  const { runId, carrier: who, digits, stallId } = await aRunTo(place)
  const phoneId = uuidv7()
  const at = app.kernel.clock().toISOString()
  await who.call(loadRun, { params: { id: runId }, body: { phoneId } })
  const row = { id: uuidv7(), runId, act: 'failed', code: digits, verdict: 'deliverable', why: 'refused', at } as const
  await who.call(sendDeliveries, { body: { phoneId, sentAt: at, rows: [row] } })
  const { rows: cases } = await secretary().call(listDeliveryCases, { query: { stall: stallId } })
  return { stallId, caseId: cases[0]!.id }
}

/** A bag that its household did not take, with the day on which it was carried. */
async function aFailedBag(place: Place) {
  const { stallId } = await aDeliveryCase(place)
  const { day } = await secretary().call(readStall, { params: { id: stallId } })
  return { stallId, day }
}

/** An order at a stall that is closed, and what came of its cabbage: half. */
async function aClosedOrder(place: Place) {
  const { id, stallId, lines } = await anOrder(place)
  await secretary().call(moveStall, { params: { id: stallId }, body: { to: 'closed' } })
  const { revision } = await secretary().call(readStall, { params: { id: stallId } })
  const itemId = lines[0]!.itemId
  return { id, stallId, itemId, revision, arrivals: [{ itemId, arrivedMilli: 500, way: 'equal' as const }] }
}

/** The same, shared out; of something else the stall has enough. */
async function aShortOrder(place: Place) {
  const { stallId, itemId } = await aStallAt(place)
  const stall = await secretary().call(readStall, { params: { id: stallId } })
  const otherId = uuidv7()
  const items = [...stall.items, { ...CABBAGE, aliases: [], id: otherId, name: '上海青' }]
  await secretary().call(saveStall, { params: { id: stallId }, body: { ...stall, items } })
  const { id } = await secretary().call(placeOrder, { body: orderOf(place, { stallId, itemId }) })
  await secretary().call(moveStall, { params: { id: stallId }, body: { to: 'closed' } })
  const { revision } = await secretary().call(readStall, { params: { id: stallId } })
  const arrivals = [{ itemId, arrivedMilli: 500, way: 'equal' as const }]
  await secretary().call(shareArrivals, { params: { id: stallId }, body: { revision, arrivals } })
  return { id, stallId, itemId, otherId }
}

const moneyFor = (orderId: string) => ({
  sentAt: AT,
  payments: [{ id: uuidv7(), orderId, way: 'cash' as const, takenFen: 200, changeFen: 50, at: AT }],
})

async function aPaidOrder(place: Place) {
  const order = await anOrder(place)
  await secretary().call(sendPayments, { body: moneyFor(order.id) })
  return order
}

async function aHandIn(place: Place) {
  const { stallId } = await anOrder(place)
  const id = uuidv7()
  const who = { collectorId: cast.volunteer.accountId, confirmedBy: cast.secretary.accountId }
  const counted = { expectedFen: 150, countedFen: 150, takesBack: null, reasonSealed: null }
  await transactAsSystem(app.kernel, cast.communityId, ({ db, communityId, now: at }) =>
    db.insert(handIn).values({ communityId, id, stallId, gridId: place.gridId, ...who, ...counted, at }),
  )
  return { id: stallId, handInId: id }
}

const AT = WINDOW.startsAt

/** Somebody who carries at this place, trained for it. */
async function aTrained({ gridId }: Place) {
  const { accountId } = await addPersona(app, cast.communityId, '跑腿的', 'volunteer', { gridId })
  const body = { id: uuidv7(), accountId, post: 'volunteer' as const, gridId, day: '2022-04-01' }
  await secretary().call(recordTraining, { body })
  return body
}

async function aWantedCredential(place: Place) {
  const { accountId, post } = await aTrained(place)
  const days = { validFrom: '2022-04-03', validUntil: '2099-04-03' }
  return { id: uuidv7(), accountId, post, gridIds: [place.gridId], ...days }
}

const aCredential = async (place: Place) => secretary().call(issueCredential, { body: await aWantedCredential(place) })

async function anAntigenRound(place: Place): Promise<{ id: string }> {
  const body = { ...roundOf(place.gridId), method: 'antigen', tubeSize: 1 } as const
  return { id: await once('antigen', place, async () => (await secretary().call(openRound, { body })).id) }
}

const toldOf = (place: Place) => ({
  id: uuidv7(),
  householdId: place.id,
  residentId: null,
  people: 1,
  result: 'negative' as const,
  takenAt: AT,
  sentAt: AT,
  noPhoto: null,
})

async function aToldTest(place: Place): Promise<string> {
  const params = await anAntigenRound(place)
  return (await secretary().call(tellSelfTest, { params, body: toldOf(place) })).id
}

async function aSeenTest(place: Place): Promise<Input> {
  const input = { params: { id: await aToldTest(place) } }
  await send('sendTestPhoto', secretary().token, input)
  return input
}

const kitsFor = (place: Place) => ({
  sentAt: AT,
  gridId: place.gridId,
  handed: [{ id: uuidv7(), householdId: place.id, kits: 2, handedAt: AT }],
  undone: [],
})

const newcomer = (name: PlaceName = 'home') =>
  addPersona(app, cast.communityId, '新来的', 'guard', { gridId: cast.grids[name === 'other-grid' ? '1' : '2']! })

const here = () => ({ communityId: cast.communityId })

async function aHomeRequest(place: Place): Promise<string> {
  const id = uuidv7()
  const asker = await addPersona(app, cast.communityId, '新居民', null)
  await asker.call(askForHome, { body: { id, text: place.door } })
  return id
}

async function aProxyRequest(place: Place): Promise<string> {
  const id = uuidv7()
  const asker = await addPersona(app, cast.communityId, '女儿', null)
  await asker.call(askAsProxy, { body: { id, text: place.door } })
  return id
}

/** Asked by somebody who lives there beside the cast. */
async function aCorrection(place: Place): Promise<string> {
  const id = uuidv7()
  const home = { householdId: place.id, householdGridId: place.gridId }
  const asker = await addPersona(app, cast.communityId, '同住的人', 'resident', home)
  await asker.call(askCorrection, { body: { id, householdId: place.id, about: 'other', text: place.remark } })
  return id
}

/** The grid worker has asked in person, and somebody looks after the household. */
async function aProxy(place: Place): Promise<string> {
  const id = await aProxyRequest(place)
  await secretary().call(decideHomeRequest, { params: { id }, body: { householdId: place.id } })
  const { accounts } = await secretary().call(householdAccess, ofHousehold(place))
  return accounts.at(-1)!.grantId
}

async function aGrant(place: Place): Promise<string> {
  const { accountId } = await newcomer(place.name)
  const body = { id: uuidv7(), accountId, role: 'volunteer', gridId: place.gridId } as const
  return (await secretary().call(grantRole, { body })).grantId
}

const NO_TOKEN = 'n'.repeat(54)
const anInvited = (gridId: string) => ({ id: uuidv7(), displayName: '新来的', role: 'volunteer' as const, gridId })

async function anInvitation({ gridId }: Place): Promise<string> {
  return (await secretary().call(inviteStaff, { body: anInvited(gridId) })).invitation.id
}

const BOUNDARY = 'x-gezhong-boundary'
const FILE = [
  `--${BOUNDARY}`,
  'Content-Disposition: form-data; name="file"; filename="ledger.csv"',
  'Content-Type: text/csv',
  '',
  '门牌号,人数,联系电话\n中区61号,3,13800006661\n中区62号,很多,123',
  `--${BOUNDARY}--`,
  '',
].join('\r\n')

async function anImport(): Promise<Input> {
  const reply = await send('uploadImport', secretary().token, { query: { kind: 'ledger' } })
  while ((await runImports(app.kernel)) > 0);
  return { params: { id: (JSON.parse(reply.text) as { id: string }).id } }
}

const reason = '核对'

/** A difference is given to somebody who settles them there. */
const WORKS_AT = {
  home: 'gridWorker',
  'looked-after': 'gridWorker',
  'next-sub-grid': 'gridLead',
  'other-grid': 'otherLead',
} as const

const SAMPLES: Record<EndpointName, Sample> = {
  listAudit: () => ({ query: { size: 500 } }),
  verifyAudit: () => ({}),
  listAlerts: () => ({}),
  seeAlert: () => ({ params: { id: uuidv7() } }),
  signIn: () => ({ body: { name: '没有这个人', password: '不对' } }),
  signInDemo: () => ({ body: { name: '没有这个人' } }),
  demoIdentities: () => ({}),
  demoChain: () => ({ params: { code: '2' } }),
  signOut: () => ({}),
  me: () => ({}),
  refreshSession: () => ({ body: { refreshToken: 'x' } }),
  sessionState: () => ({}),
  noteUse: () => ({}),
  unlockSession: () => ({ body: {} }),
  ownSessions: () => ({}),
  endOwnSession: async () => ({ params: { id: (await newcomer()).sessionId } }),
  endOtherSessions: () => ({}),
  endSessionsOf: async () => ({ params: { id: (await newcomer()).accountId } }),
  changePassword: () => ({ body: { current: '不对不对不对', next: '槐树下的三只灰猫' } }),
  readMyWeChat: () => ({}),
  bindMyWeChat: () => ({ body: { loginCode: 'x' } }),
  unbindMyWeChat: () => ({}),
  currentCommunity: () => ({}),
  setOffice: () => ({ body: { place: '村委会一楼', officePhone: '0595-88123456' } }),
  listGrids: () => ({}),
  createGrid: () => ({ body: { id: uuidv7(), code: String(next()), name: '' } }),
  renameGrid: (place) => ({ params: { id: place.gridId }, body: { name: '' } }),
  gridCounts: () => ({}),
  listTeam: () => ({}),
  grantRole: async (place) => ({
    body: { id: uuidv7(), accountId: (await newcomer(place.name)).accountId, role: 'volunteer', gridId: place.gridId },
  }),
  changePost: async (place) => ({
    params: { id: await aGrant(place) },
    body: { id: uuidv7(), gridId: place.gridId, until: null },
  }),
  revokeRole: async (place) => ({ params: { id: await aGrant(place) } }),
  readSecondFactor: () => ({}),
  beginSecondFactor: () => ({}),
  confirmSecondFactor: () => ({ body: { code: '000000' } }),
  proveSecondFactor: () => ({ body: { code: '000000' } }),
  renewRecoveryCodes: () => ({ body: { code: '000000' } }),
  resetSecondFactor: async (place) => {
    const { accountId, call } = await newcomer(place.name)
    await call(beginSecondFactor)
    return { params: { accountId } }
  },
  listInvitations: () => ({}),
  inviteStaff: ({ gridId }) => ({ body: anInvited(gridId) }),
  renewInvitation: async (place) => ({ params: { id: await anInvitation(place) } }),
  revokeInvitation: async (place) => ({ params: { id: await anInvitation(place) } }),
  readInvitation: () => ({ body: { token: NO_TOKEN } }),
  acceptInvitation: () => ({ body: { token: NO_TOKEN, name: '新来的', password: '竹林里三只白鹭飞' } }),
  acceptInvitationByWeChat: () => ({ body: { token: NO_TOKEN, loginCode: 'x' } }),
  acceptInvitationMyself: () => ({ body: { token: NO_TOKEN } }),
  liveStream: () => ({}),
  listBuildings: ({ gridId }) => ({ query: { grid: gridId, size: 500 } }),
  buildingOutlines: ({ gridId }) => ({ query: { grid: gridId } }),
  createBuilding: ({ gridId }) => ({ body: { id: uuidv7(), gridId, door: `西区${next()}号`, reason } }),
  assignBuildings: (place) => ({
    body: {
      buildingIds: [place.buildingId],
      accountId: place.name === 'looked-after' ? cast.hubHousehold.accountId : null,
      reason,
    },
  }),
  listHouseholds: ({ gridId }) => ({ query: { grid: gridId, size: 500 } }),
  exportHouseholds: ({ gridId }) => ({ query: { grid: gridId }, body: { reason } }),
  readHousehold: ofHousehold,
  createHousehold: ({ gridId }) => ({
    body: { id: uuidv7(), gridId, door: `西区${next()}号`, headcount: 2, phones: [], reason },
  }),
  editHousehold: async (place) => ({
    ...ofHousehold(place),
    body: { priority: true, revision: await revisionOf(place), reason },
  }),
  revealPhone: (place) => ({ ...ofHousehold(place), body: { purpose: 'dial' } }),
  addResident: (place) => ({
    ...ofHousehold(place),
    body: { id: uuidv7(), name: place.residentName, ageGroup: 'adult', reason },
  }),
  removeResident: async (place) => ({ params: { id: await aResident(place) }, body: { reason } }),
  listChanges: (place) => ({ query: { subjectId: place.id } }),
  undoChange: async (place) => ({ params: { id: await aChange(place) }, body: { reason } }),
  sendSmsCode: () => ({ body: { phone: '13911112222', deviceId: 'device-of-matrix-test', ...here() } }),
  signInBySms: () => ({ body: { phone: '13911112222', deviceId: 'device-of-matrix-test', code: '000000', ...here() } }),
  signInByWeChat: () => ({ body: { loginCode: 'x', ...here() } }),
  findHome: () => ({}),
  joinHome: ofHousehold,
  leaveHome: (place) => ({ params: { id: place.gridId } }),
  askForHome: () => ({ body: { id: uuidv7(), text: '没有这样的门牌' } }),
  listHomeRequests: () => ({}),
  decideHomeRequest: async (place) => ({ params: { id: await aHomeRequest(place) }, body: { householdId: place.id } }),
  signInBySlip: () => ({ body: { code: 'ABCD EFGH', deviceId: uuidv7(), ...here() } }),
  claimSlip: () => ({ body: { code: 'ABCD EFGH', proxy: false } }),
  printSlips: (place) => ({ body: { householdIds: [place.id], which: 'all' } }),
  revokeSlip: ofHousehold,
  householdAccess: ofHousehold,
  listProxies: () => ({}),
  askAsProxy: () => ({ body: { id: uuidv7(), text: '没有这样的门牌' } }),
  answerProxy: async (place) => ({ params: { id: await aProxyRequest(place) }, body: { agreed: false } }),
  endBond: async (place) => ({ params: { id: await aProxy(place) } }),
  listNotices: () => ({}),
  answerNotice: () => ({
    params: { kind: 'test-status' },
    body: { version: presentVersion('test-status'), agreed: true, via: 'browser' },
  }),
  agreementShares: () => ({}),
  listRolls: () => ({}),
  openRoll: ({ gridId }) => ({ body: { id: uuidv7(), title: '再点一次', gridId } }),
  listExemptions: async (place) => {
    await secretary().call(askExemption, { body: exemptionOf(place) })
    return {}
  },
  exportExemptions: async (place) => {
    await secretary().call(askExemption, { body: exemptionOf(place) })
    return { body: { reason } }
  },
  decideExemptions: async (place) => ({ body: { ids: [await anAskedExemption(place)], to: 'refused' } }),
  askExemption: (place) => ({ body: exemptionOf(place) }),
  decideExemption: async (place) => ({ params: { id: await anAskedExemption(place) }, body: { approved: false } }),
  endExemption: async (place) => ({ params: { id: await anAskedExemption(place) } }),
  resumeExemption: async (place) => ({ params: { id: await anEndedExemption(place) } }),
  listFollowUps: async (place) => {
    await aFollowUp(place)
    return { query: { size: 500 } }
  },
  followUpCounts: () => ({}),
  callTeam: async (place) => {
    await anAttempt(place)
    return { query: { days: '7' } }
  },
  readFollowUp: async (place) => ({ params: { id: await aFollowUp(place) } }),
  nextFollowUp: async (place) => {
    await aFollowUp(place)
    return { body: {} }
  },
  claimFollowUp: async (place) => ({ params: { id: await aFollowUp(place) } }),
  releaseFollowUp: async (place) => ({ params: { id: await aFollowUp(place) } }),
  logAttempt: async (place) => ({ params: { id: await aFollowUp(place) }, body: attemptOf() }),
  undoAttempt: async (place) => ({ params: { id: await anAttempt(place) } }),
  assignFollowUps: async (place) => ({ body: { ids: [await aFollowUp(place)], accountId: null } }),
  exportFollowUps: async (place) => {
    await aFollowUp(place)
    return { body: { reason } }
  },
  previewReminders: async (place) => ({ params: { id: await aRoll(place) } }),
  remindMissing: async (place) => ({ params: { id: await aRoll(place) }, body: { gridId: place.gridId } }),
  remindHousehold: async (place) => ({ ...ofHousehold(place), body: { rollId: await aRoll(place) } }),
  cancelReminders: async (place) => ({ params: { id: await aReminderAt(place) } }),
  listReminders: async (place) => {
    await aReminderAt(place)
    return { params: inRoll(), query: { size: 500 } }
  },
  readSubscriptions: () => ({}),
  keepSubscriptions: () => ({ body: { answers: [{ templateId: 'T1', answer: 'accept' }] } }),
  handKits: async (place) => ({ params: await anAntigenRound(place), body: kitsFor(place) }),
  listKits: async (place) => {
    const params = await anAntigenRound(place)
    await secretary().call(handKits, { params, body: kitsFor(place) })
    return { params, query: { size: 500 } }
  },
  kitNumbers: async (place) => ({ params: await anAntigenRound(place) }),
  tellSelfTest: async (place) => ({ params: await anAntigenRound(place), body: toldOf(place) }),
  sendTestPhoto: async (place) => ({ params: { id: await aToldTest(place) } }),
  lookAtTestPhoto: aSeenTest,
  undoSelfTest: async (place) => ({ params: { id: await aToldTest(place) } }),
  checkSelfTest: async (place) => ({ params: { id: await aToldTest(place) }, body: { verdict: 'right' } }),
  listSelfTests: async (place) => {
    const params = await anAntigenRound(place)
    await secretary().call(tellSelfTest, { params, body: toldOf(place) })
    return { params }
  },
  householdTests: async (place) => ({ params: { ...(await anAntigenRound(place)), householdId: place.id } }),
  listRounds: () => ({}),
  readRound: async (place) => ({ params: { id: await aRound(place) } }),
  openRound: ({ gridId }) => ({ body: roundOf(gridId) }),
  changeRound: async (place) => ({
    params: { id: await aNewRound(place) },
    body: { ...WINDOW, sites: [], repeat: null, revision: 1 },
  }),
  sendSamples: async (place) => ({ params: { id: await aRound(place) }, body: aBatch(place) }),
  listTubes: async (place) => {
    const id = await aRound(place)
    await secretary().call(sendSamples, { params: { id }, body: aBatch(place) })
    return { params: { id } }
  },
  listResultCases: async (place) => {
    await aResultCase(place)
    return {}
  },
  countResults: () => ({}),
  decideResultCase: async (place) => ({ params: { id: await aResultCase(place) }, body: chosen(place) }),
  rejectResultCandidate: async (place) => ({ params: { id: await aResultCase(place) }, body: chosen(place) }),
  dismissResultCase: async (place) => ({ params: { id: await aResultCase(place) } }),
  undoResultCase: async (place) => ({ params: { id: await aDecidedCase(place) } }),
  rematchResults: () => ({}),
  listPositives: async (place) => {
    await aDecidedCase(place)
    return { query: { size: 500 } }
  },
  exportPositives: async (place) => {
    await aDecidedCase(place)
    return { body: { reason } }
  },
  roundResults: async (place) => ({ params: { id: await aRound(place) } }),
  readSheet: async (place) => ({ params: { id: await aRound(place) }, query: { grid: place.gridId } }),
  roundBoard: () => ({}),
  roundMatrix: () => ({}),
  roundPace: async (place) => ({ params: { id: (await aSampledRound(place)).id } }),
  listSamplers: async (place) => ({ params: { id: (await aSampledRound(place)).id } }),
  roundAside: async (place) => ({ params: { id: (await aSampledRound(place, {})).id } }),
  roundPeople: async (place) => ({ params: { id: (await aSampledRound(place)).id } }),
  listUnplaced: async (place) => ({ params: { id: (await aSampledRound(place, { householdId: uuidv7() })).id } }),
  decideSample: async (place) => ({
    params: { id: (await aSampledRound(place, { householdId: uuidv7() })).sampleId },
    body: { decision: 'placed', householdId: place.id, residentId: null },
  }),
  undoSampleDecision: async (place) => {
    const id = (await aSampledRound(place, { householdId: uuidv7() })).sampleId
    await secretary().call(decideSample, { params: { id }, body: { decision: 'outsider' } })
    return { params: { id } }
  },
  listOutsiders: async (place) => ({ params: { id: (await aSampledRound(place, outsiderOf(place))).id } }),
  revealOutsider: async (place) => ({ params: { id: (await aSampledRound(place, outsiderOf(place))).sampleId } }),
  markRetested: async (place) => ({
    params: { id: (await aSampledRound(place, outsiderOf(place))).sampleId },
    body: { done: true },
  }),
  tubePeople: async (place) => ({ params: { id: (await aSampledRound(place)).tubeId } }),
  exportTubes: async (place) => ({ params: { id: (await aSampledRound(place)).id }, body: { reason } }),
  exportSamples: async (place) => ({ params: { id: (await aSampledRound(place)).id }, body: { reason } }),
  changeRoll: async (place) => ({ params: { id: await aNewRoll(place) }, body: { state: 'closed' } }),
  rollProgress: () => ({ params: inRoll() }),
  rollBuildings: ({ gridId }) => ({ params: inRoll(), query: { grid: gridId } }),
  listStanding: ({ gridId }) => ({ params: inRoll(), query: { grid: gridId, size: 500 } }),
  exportStanding: ({ gridId }) => ({ params: inRoll(), query: { grid: gridId }, body: { reason } }),
  listMissing: async (place) => ({
    params: { id: await anUntoldRound(place) },
    query: { grid: place.gridId, size: 500 },
  }),
  exportMissing: ({ gridId }) => ({ params: inRoll(), query: { grid: gridId }, body: { reason } }),
  printMissing: ({ gridId, id }) => ({
    params: inRoll(),
    query: { grid: gridId },
    body: { reason, print: uuidv7(), households: [id] },
  }),
  householdRounds: (place) => ofHousehold(place),
  listExcused: ({ gridId }) => ({ params: inRoll(), query: { grid: gridId, size: 500 } }),
  rollMatrix: () => ({}),
  readOwnData: () => ({}),
  exportOwnData: () => ({ body: { form: 'json' } }),
  changeOwnPhone: () => ({ body: { phone: '13911112222', deviceId: 'device-of-matrix-test', code: '000000' } }),
  deleteOwnAccount: () => ({ body: { sentence: '再想想' } }),
  askCorrection: ({ id }) => ({ body: { id: uuidv7(), householdId: id, about: 'other', text: '不对' } }),
  withdrawCorrection: async (place) => ({ params: { id: await aCorrection(place) } }),
  listCorrections: () => ({}),
  takeCorrection: async (place) => ({ params: { id: await aCorrection(place) } }),
  settleCorrection: async (place) => ({ params: { id: await aCorrection(place) }, body: { done: true } }),
  myHouseholds: () => ({}),
  ownRounds: () => ({}),
  revealReportPhone: async (place) => ({ params: { id: await aReport(place) } }),
  makeReport: (place) => ({ params: inRoll(), body: { id: uuidv7(), householdId: place.id, headcount: 3 } }),
  makeLineReport: (place) => ({
    params: inRoll(),
    body: { id: uuidv7(), householdId: place.id, line: `${place.door} 3人` },
  }),
  withdrawReport: async (place) => ({ params: { id: await aReport(place) } }),
  householdSaid: ofHousehold,
  householdReports: (place) => ({ params: { ...inRoll(), householdId: place.id } }),
  readChain: (place) => ({ params: inChain(place) }),
  previewChain: (place) => ({ params: inChain(place), body: { text: `1. ${place.door} 3人` } }),
  confirmChain: (place) => ({ params: inChain(place), body: { text: `1. ${place.door} ${1 + (next() % 9)}人` } }),
  undoConfirmation: async (place) => ({ params: { ...inChain(place), id: await aConfirmation(place) } }),
  listDifferences: ({ gridId }) => ({ query: { roll: cast.rollId, grid: gridId, size: 500 } }),
  readDifference: async (place) => ({ params: { id: await aDifference(place) } }),
  settleDifferences: async (place) => ({ body: { ids: [await aDifference(place)], decision: 'dismiss' } }),
  undoDecision: async (place) => ({ params: { id: await aSettledDifference(place) } }),
  assignDifferences: async (place) => ({
    body: { ids: [await aDifference(place)], accountId: cast[WORKS_AT[place.name]].accountId },
  }),
  listStalls: ({ gridId }) => ({ query: { grid: gridId } }),
  readVoucher: async (place) => ({ params: { id: (await aBag(place)).orderId } }),
  reissueVoucher: async (place) => ({ params: { id: (await aBag(place)).orderId }, body: { reason: '丢了' } }),
  listSigningKeys: () => ({}),
  rotateSigningKey: () => ({}),
  withdrawSigningKey: () => ({ params: { number: '0' }, body: { reason: '泄露了' } }),
  proposeRun: async (place) => ({ params: { id: (await aBag(place)).stallId }, query: { grid: place.gridId } }),
  listCarriers: async (place) => ({ params: { id: (await aBag(place)).stallId }, query: { grid: place.gridId } }),
  designateRun: async (place) => {
    const { stallId } = await aBag(place)
    const query = { grid: place.gridId }
    const { stops } = await secretary().call(proposeRun, { params: { id: stallId }, query })
    const { accountId: carrierId } = await carrierOf(place)
    const voucherIds = stops.map(({ voucherId }) => voucherId)
    return { params: { id: uuidv7() }, body: { stallId, gridId: place.gridId, carrierId, revision: 0, voucherIds } }
  },
  moveRun: async (place) => ({ params: { id: (await aRunTo(place)).runId }, body: { to: 'called-off' } }),
  listRuns: async (place) => ({ params: { id: (await aRunTo(place)).stallId } }),
  readRun: async (place) => ({ params: { id: (await aRunTo(place)).runId } }),
  ownRuns: () => ({}),
  loadRun: async () => {
    const who = await aVolunteer(app, cast, '另一个送菜的人', '2-1-1')
    const { stallId } = await aBag(places.home)
    return { params: { id: await aRun(cast, stallId, '2-1-1', who) }, body: { phoneId: uuidv7() } }
  },
  revealStopPhone: async () => {
    const who = await aVolunteer(app, cast, '又一个送菜的人', '2-1-1')
    const { stallId } = await aBag(places.home)
    return { params: { id: await aRun(cast, stallId, '2-1-1', who), voucherId: uuidv7() } }
  },
  sendDeliveries: async (place) => {
    const at = app.kernel.clock().toISOString()
    const row = {
      id: uuidv7(),
      runId: null,
      act: 'turned-away',
      code: (await aBag(place)).digits,
      why: null,
      at,
    } as const
    return { body: { phoneId: uuidv7(), sentAt: at, rows: [{ ...row, verdict: 'unknown' }] } }
  },
  listDeliveryCases: async (place) => ({ query: { stall: (await aDeliveryCase(place)).stallId } }),
  settleDeliveryCase: async (place) => ({
    params: { id: (await aDeliveryCase(place)).caseId },
    body: { note: place.remark },
  }),
  listScans: async (place) => ({ query: { stall: (await aDeliveryCase(place)).stallId } }),
  supplyBoard: async (place) => ({ query: { day: (await aFailedBag(place)).day } }),
  boardBuildings: async (place) => ({ query: { day: (await aFailedBag(place)).day } }),
  listPurchases: async (place) => ({ query: { day: (await aFailedBag(place)).day } }),
  listUndelivered: async (place) => ({ query: { day: (await aFailedBag(place)).day } }),
  exportSupplyDay: async (place) => {
    const { day, stallId } = await aFailedBag(place)
    return { query: { day, stall: stallId }, body: { reason } }
  },
  readStall: async (place) => ({ params: { id: (await aStallAt(place)).stallId } }),
  saveStall: async (place) => {
    const { stallId } = await aStallAt(place)
    const { revision, ...stall } = await secretary().call(readStall, { params: { id: stallId } })
    return { params: { id: stallId }, body: { ...stall, revision } }
  },
  moveStall: async (place) => ({ params: { id: (await aStallAt(place)).stallId }, body: { to: 'closed' } }),
  placeOrder: async (place) => ({ body: orderOf(place, await aStallAt(place)) }),
  cancelOrder: async (place) => ({ params: { id: (await anOrder(place)).id }, body: { revision: 1 } }),
  ownOrders: () => ({}),
  orderOfHousehold: async (place) => ({ params: { id: (await anOrder(place)).stallId, householdId: place.id } }),
  listOrders: async (place) => ({ params: { id: (await anOrder(place)).stallId } }),
  exportOrders: async (place) => ({ params: { id: (await anOrder(place)).stallId }, body: { reason } }),
  readOrderChain: async (place) => ({ params: await atStall(place) }),
  previewOrderChain: async (place) => ({ params: await atStall(place), body: { text: `1. ${place.door} 白菜2斤` } }),
  confirmOrderChain: async (place) => ({ params: await atStall(place), body: { text: `1. ${place.door} 白菜2斤` } }),
  sendStallPhoto: () => ({ params: { id: uuidv7() } }),
  lookAtStallPhoto: aStallPhoto,
  undoOrderConfirmation: async (place) => ({ params: await anOrderConfirmation(place) }),
  orderHistory: async (place) => ({ params: { id: (await anOrder(place)).id } }),
  readShortage: async (place) => ({ params: { id: (await aClosedOrder(place)).stallId } }),
  previewShortage: async (place) => {
    const { stallId, arrivals } = await aClosedOrder(place)
    return { params: { id: stallId }, body: { arrivals } }
  },
  shareArrivals: async (place) => {
    const { stallId, arrivals, revision } = await aClosedOrder(place)
    return { params: { id: stallId }, body: { revision, arrivals } }
  },
  offerSubstitute: async (place) => {
    const { stallId, itemId, otherId } = await aShortOrder(place)
    return { params: { id: stallId }, body: { shortItemId: itemId, itemId: otherId, milli: null } }
  },
  withdrawSubstitutes: async (place) => {
    const { stallId, itemId } = await aShortOrder(place)
    return { params: { id: stallId }, body: { shortItemId: itemId } }
  },
  substitutesOfOrder: async (place) => ({ params: { id: (await aShortOrder(place)).id } }),
  answerSubstitute: async (place) => {
    const { id, stallId, itemId, otherId } = await aShortOrder(place)
    const body = { shortItemId: itemId, itemId: otherId, milli: null }
    await secretary().call(offerSubstitute, { params: { id: stallId }, body })
    const { rows: offered } = await secretary().call(substitutesOfOrder, { params: { id } })
    return { params: { id: offered[0]!.id }, body: { accept: true } }
  },
  listBags: async (place) => ({ params: { id: (await aClosedOrder(place)).stallId } }),
  weighLine: async (place) => {
    const { id, itemId } = await aClosedOrder(place)
    return { params: { id, itemId }, body: { dueMilli: 1000, weighedMilli: 1100 } }
  },
  findBag: async (place) => {
    const { id } = await aClosedOrder(place)
    const { voucher } = await secretary().call(readVoucher, { params: { id } })
    return { body: { code: voucher!.shortCode } }
  },
  packBag: async (place) => ({ params: { id: (await aClosedOrder(place)).id }, body: { revision: 1 } }),
  unpackBag: async (place) => {
    const { id } = await aClosedOrder(place)
    await secretary().call(packBag, { params: { id }, body: { revision: 1 } })
    return { params: { id } }
  },
  printLabels: async (place) => ({ params: { id: (await aClosedOrder(place)).stallId }, body: { paper: 'a4' } }),
  listCredentials: () => ({}),
  recordTraining: async (place) => ({ body: { ...(await aTrained(place)), id: uuidv7() } }),
  takeBackTraining: async (place) => ({ params: { id: (await aTrained(place)).id }, body: { reason } }),
  issueCredential: async (place) => ({ body: await aWantedCredential(place) }),
  revokeCredential: async (place) => ({ params: { id: (await aCredential(place)).id }, body: { reason } }),
  printCredentials: async (place) => ({ body: { ids: [(await aCredential(place)).id] } }),
  ownCredential: () => ({}),
  sendPayments: async (place) => ({ body: moneyFor((await anOrder(place)).id) }),
  paymentsOfOrder: async (place) => ({ params: { id: (await aPaidOrder(place)).id } }),
  listDues: async (place) => ({ params: { id: (await aPaidOrder(place)).stallId } }),
  listPayments: async (place) => ({ params: { id: (await aPaidOrder(place)).stallId } }),
  readSettlement: async (place) => ({ params: { id: (await aPaidOrder(place)).stallId } }),
  exportSettlement: async (place) => ({ params: { id: (await aPaidOrder(place)).stallId }, body: { reason } }),
  confirmHandIn: async (place) => ({
    params: { id: (await anOrder(place)).stallId },
    body: { id: uuidv7(), collectorId: cast.volunteer.accountId, expectedFen: 0, countedFen: 0 },
  }),
  takeBackHandIn: async (place) => ({ params: await aHandIn(place), body: { id: uuidv7(), reason: '点错了' } }),
  ownTakings: () => ({}),
  uploadImport: () => ({ query: { kind: 'ledger' } }),
  listImports: () => ({}),
  readImport: anImport,
  remapImport: async () => ({ ...(await anImport()), body: { sheets: [] } }),
  listImportRows: anImport,
  commitImport: anImport,
  undoImport: anImport,
  discardImport: anImport,
  rejectedRows: async () => ({ ...(await anImport()), body: { reason } }),
}

interface Reply {
  status: number
  /** The words of the body; of a spreadsheet, those of all its parts. */
  text: string
}

async function textOf(stream: Readable): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of stream) parts.push(part as Buffer)
  return Buffer.concat(parts).toString()
}

async function send(name: EndpointName, token: string | null, input: Input): Promise<Reply> {
  const endpoint = ENDPOINTS[name]
  const address = addressOf(endpoint, input)
  const request = {
    method: endpoint.method as 'GET',
    url: address.url,
    headers: { ...address.headers, ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
  }
  if (endpoint.kind === 'stream') {
    const reply = await app.server.inject({ ...request, payloadAsStream: true })
    const body: Readable = reply.stream()
    if (reply.statusCode === 200) body.destroy()
    return { status: reply.statusCode, text: reply.statusCode === 200 ? '' : await textOf(body) }
  }
  if (endpoint.kind === 'upload') {
    const table = { headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` }, payload: FILE }
    const isPhoto = name === 'sendTestPhoto' || name === 'sendStallPhoto'
    const { headers, payload } = isPhoto ? asUpload(jpeg()) : table
    const reply = await app.server.inject({ ...request, headers: { ...request.headers, ...headers }, payload })
    return { status: reply.statusCode, text: reply.body }
  }
  const payload = endpoint.method === 'GET' ? {} : { payload: (input.body ?? {}) as object }
  const reply = await app.server.inject({ ...request, ...payload })
  if (endpoint.kind !== 'file' || reply.statusCode !== 200) return { status: reply.statusCode, text: reply.body }
  // The words of a PDF or a photo are drawn, not written: which households are in it is tested beside the capability.
  if (['application/pdf', 'image/jpeg'].includes(String(reply.headers['content-type'])))
    return { status: reply.statusCode, text: '' }
  const parts = Object.values(unzipSync(reply.rawPayload)).map((part) => strFromU8(part))
  return { status: reply.statusCode, text: parts.join('\n') }
}

const personaOf = (name: PersonaName): Persona => (name === 'foreigner' ? foreigner : cast[name])

/** What only those who may see this household may find in anything they are told. */
const marksOf = (place: Place): string[] => [
  place.door,
  place.id,
  place.buildingId,
  place.phone,
  maskPhone(place.phone),
  place.residentName,
  place.note,
  place.remark,
]

function expectedOf(name: EndpointName, who: PersonaName, place: PlaceName): 'done' | 'refused' {
  const rule = RULES[name]
  if (!rule.may.includes(who)) return 'refused'
  if (who === 'foreigner' && rule.named === true) return 'refused'
  return rule.where !== 'inside' || SCOPE[who].includes(place) ? 'done' : 'refused'
}

const codeIn = (text: string): string => /"code":"([a-z-]+)"/.exec(text)?.[1] ?? ''

/** What each of several is answered with; when all are refused, that is no error. */
const ANSWERED: Partial<Record<EndpointName, string>> = {
  settleDifferences: '"settled":true',
  sendPayments: '"verdict":"recorded"',
}

function outcomeOf(name: EndpointName, { status, text }: Reply): string {
  const code = codeIn(text)
  if (RULES[name].answers?.includes(code) === true) return 'done'
  if (status === 200) return name in ANSWERED && !text.includes(ANSWERED[name]!) ? 'refused' : 'done'
  return (status === 403 && code === 'not-allowed') || (status === 404 && code === 'not-found')
    ? 'refused'
    : `${status} ${code}`
}

/** The foreigner’s village is laid out alike, with the same doors: of ours, only what is unique can be told apart. */
const uniqueMarks = (place: Place) => [place.id, place.buildingId, place.residentName, place.note, place.remark]

function leaksOf(name: EndpointName, who: PersonaName, text: string): string[] {
  const outside = PLACES.filter((place) => !SCOPE[who].includes(place)).map((place) => places[place])
  const marks = outside.flatMap(who === 'foreigner' ? uniqueMarks : marksOf)
  if (NUMBERS.includes(name)) {
    const seen = SCOPE[who].map((place) => DOORS[place][1])
    const hidden = Object.entries(cast.grids).filter(([code]) => !seen.some((unit) => unit.startsWith(code)))
    marks.push(...hidden.map(([, id]) => id))
  }
  return marks.filter((mark) => text.includes(mark))
}

/** A list of what is in scope must also show it: an empty list leaks nothing and serves nobody. */
const SHOWN: readonly EndpointName[] = [
  'listBuildings',
  'buildingOutlines',
  'listHouseholds',
  'exportHouseholds',
  'listChanges',
  'listStanding',
  'exportStanding',
  'listMissing',
  'listDifferences',
  'listFollowUps',
  'exportFollowUps',
  'listReminders',
  'roundPeople',
  'tubePeople',
  'exportSamples',
  'listKits',
  'listSelfTests',
  'listPositives',
  'exportPositives',
  'listOrders',
  'exportOrders',
  'listDeliveryCases',
  'listScans',
  'listUndelivered',
  'exportSupplyDay',
  'listBags',
  'listDues',
  'listPayments',
  'exportSettlement',
]

async function tryOne(name: EndpointName, who: PersonaName, place: Place, input: Input): Promise<string[]> {
  const reply = await send(name, personaOf(who).token, input)
  const told: string[] = []
  const where = `${who} at ${place.name}`
  const expected = expectedOf(name, who, place.name)
  const outcome = outcomeOf(name, reply)
  if (outcome !== expected) told.push(`${where}: expected ${expected}, was ${outcome}`)
  for (const leak of leaksOf(name, who, reply.text)) told.push(`${where}: told ${leak}`)
  if (SHOWN.includes(name) && outcome === 'done' && SCOPE[who].includes(place.name) && !reply.text.includes(place.door))
    told.push(`${where}: does not show ${place.door}`)
  return told
}

/** Whoever is refused changes nothing, so only after a deed is something new needed to ask about. */
async function tryAll(name: EndpointName, place: Place): Promise<string[]> {
  const told: string[] = []
  let input: Input | null = null
  for (const who of PERSONAS) {
    input ??= await SAMPLES[name](place)
    told.push(...(await tryOne(name, who, place, input)))
    if (ENDPOINTS[name].method !== 'GET' && expectedOf(name, who, place.name) === 'done') input = null
  }
  return told
}

beforeAll(async () => {
  app = await startTestApp()
  const made = await makeCast(app)
  cast = { ...made, ...(await addOutOfTerm(app, made.communityId)) }
  foreigner = (await makeCast(app)).secretary
  places = Object.fromEntries(
    PLACES.map((name) => {
      const [door, unit] = DOORS[name]
      const place: Place = {
        ...cast.households[door]!,
        name,
        gridId: cast.grids[unit]!,
        residentName: `郑${name}`,
        note: `有病人${name}`,
        remark: `要买药${name}`,
      }
      return [name, place]
    }),
  ) as Record<PlaceName, Place>
  for (const place of Object.values(places)) {
    await editNote(place)
    await aResident(place)
    await aReport(place)
  }
  await app.settle()
})

afterAll(() => app.close())

describe('who may see what', () => {
  test.each(ENDPOINT_NAMES.filter((name) => name !== 'signOut'))('%s', async (name) => {
    const told: string[] = []
    const wanted = SAMPLES[name].length === 0 ? (['home'] as const) : PLACES
    for (const place of wanted) told.push(...(await tryAll(name, places[place])))
    expect(told).toEqual([])
  })

  test.each(ENDPOINT_NAMES.filter((name) => ENDPOINTS[name].who !== 'anyone'))(
    '%s: without a token nobody is told anything',
    async (name) => {
      const params = Object.fromEntries(
        [...ENDPOINTS[name].path.matchAll(/:(\w+)/g)].map((match) => [match[1]!, cast.rollId]),
      )
      const { status, text } = await send(name, null, { params })
      expect([status, codeIn(text) || 'not-signed-in']).toEqual([401, 'not-signed-in'])
    },
  )

  // A matrix that could not fail would say nothing: with the server's own rule gone, it must tell who got in.
  test.each(['listAlerts', 'verifyAudit', 'listTeam', 'listImports'] as const)(
    '%s: opened to everybody, the matrix says for whom',
    async (name) => {
      const endpoint = ENDPOINTS[name] as { who: Endpoint['who'] }
      const { who } = endpoint
      endpoint.who = 'signed-in'
      const told = await tryAll(name, places.home).finally(() => {
        endpoint.who = who
      })
      const strangers = PERSONAS.filter((persona) => !RULES[name].may.includes(persona))
      expect(told).toEqual(strangers.map((persona) => `${persona} at home: expected refused, was done`))
      expect(await tryAll(name, places.home)).toEqual([])
    },
  )

  test('the rules agree with what the contracts declare', () => {
    const roles = { 'command-post': 'secretary', 'grid-lead': 'gridLead', 'grid-worker': 'gridWorker' } as const
    for (const name of ENDPOINT_NAMES) {
      const { who } = ENDPOINTS[name]
      if (typeof who === 'string') continue
      for (const [role, persona] of Object.entries(roles))
        expect([name, role, who.includes(role as keyof typeof roles)]).toEqual([
          name,
          role,
          RULES[name].may.includes(persona),
        ])
    }
  })
})

describe('no filter reaches outside', () => {
  const seekers = ['gridWorker', 'hubHousehold', 'otherLead'] as const

  test.each(seekers)('%s finds nothing by the door, the phone or the building of somebody else', async (who) => {
    const { call } = cast[who]
    for (const place of PLACES.filter((name) => !SCOPE[who].includes(name)).map((name) => places[name])) {
      for (const q of [place.door, place.phone, place.phone.slice(-4), place.note]) {
        const households = await call(listHouseholds, { query: { q, size: 500 } })
        const standing = await call(listStanding, { params: inRoll(), query: { q, size: 500 } })
        const buildings = await call(listBuildings, { query: { q, size: 500 } })
        const found = JSON.stringify([households, standing, buildings])
        expect([place.name, q, marksOf(place).filter((mark) => found.includes(mark))]).toEqual([place.name, q, []])
      }
      expect((await call(listHouseholds, { query: { building: place.buildingId } })).total).toBe(0)
    }
  })

  test.each(seekers)('%s is given the same totals as rows, in every order', async (who) => {
    const { call } = cast[who]
    for (const sort of ['door', '-door', 'headcount', '-headcount'] as const) {
      const { rows: all, total } = await call(listHouseholds, { query: { sort, size: 500 } })
      expect(all.length).toBe(total)
    }
  })
})

test('signing out ends only one’s own session', async () => {
  const persona = await newcomer()
  expect((await send('signOut', persona.token, {})).status).toBe(200)
  expect((await send('me', persona.token, {})).status).toBe(401)
  expect((await send('me', secretary().token, {})).status).toBe(200)
})
