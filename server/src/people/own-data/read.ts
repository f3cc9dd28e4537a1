import { livesIn, ownHouseholds } from '@gezhong/shared/actor'
import { maskPhone } from '@gezhong/shared/people/phone'
import type {
  OwnAccount,
  OwnBond,
  OwnData,
  OwnHousehold,
  OwnPost,
  OwnRequest,
} from '@gezhong/shared/people/own-data/contract'
import type { Work } from '../../database/transact.ts'
import { maskText } from '../../security/mask-text.ts'
import { antigenOf } from './antigen.ts'
import { readAnswers } from '../agreements/queries.ts'
import { readOwnCorrections } from '../corrections/queries.ts'
import { presentOwn } from '../corrections/service.ts'
import { openContent } from '../ledger/change-log.ts'
import { wordsOf } from '../ledger/change-words.ts'
import { readHouseholdsById } from '../ledger/household-queries.ts'
import { presentHousehold, presentResident } from '../ledger/present.ts'
import { readResidents } from '../ledger/resident-queries.ts'
import { readBonds } from '../proxies/queries.ts'
import {
  readAccount,
  readChangesOf,
  readLooksAt,
  readOwnGrants,
  readOwnRequests,
  readSessions,
  readSlipsOf,
} from './queries.ts'
import { callsTo } from './calls.ts'
import { carryingOf } from './carrying.ts'
import { ordersOf } from './orders.ts'
import { paymentsOf } from './payments.ts'
import { messagesLeft, remindersOf } from './reminders.ts'
import { ownReports } from './reports.ts'
import { testsOf } from './samples.ts'

const instant = (at: Date | string): string => new Date(at).toISOString()
const instantOrNull = (at: Date | string | null): string | null => (at === null ? null : instant(at))

/** Workers’ notes are their own, also in what was changed. */
const NOT_FOR_HOUSEHOLDS = new Set(['备注'])

async function ownAccount(work: Work, phones: readonly string[]): Promise<OwnAccount> {
  const { db, communityId, actor, now } = work
  const row = await readAccount(db, communityId, actor.accountId)
  const sessions = await readSessions(db, communityId, actor.accountId, now)
  return {
    displayName: row.displayName,
    createdAt: instant(row.createdAt),
    phonesMasked: phones.map(maskPhone),
    phoneProvedAt: instantOrNull(row.phoneProvedAt),
    wechatBoundAt: instantOrNull(row.wechatBoundAt),
    messagesLeft: await messagesLeft(work),
    hasPassword: row.passwordAt !== null,
    hasSecondFactor: row.secondFactorAt !== null,
    sessions: sessions.map(({ page, device, createdAt, usedAt }) => ({
      page,
      device,
      openedAt: instant(createdAt),
      usedAt: instant(usedAt),
    })),
  }
}

async function ownRoles(work: Work): Promise<{ bonds: OwnBond[]; posts: OwnPost[] }> {
  const rows = await readOwnGrants(work.db, work.communityId, work.actor.accountId)
  const mine = new Set(ownHouseholds(work.actor))
  const lasting = (row: (typeof rows)[number]) => ({
    since: instant(row.valid_from),
    until: instantOrNull(row.revoked_at ?? row.valid_until),
  })
  return {
    bonds: rows
      .filter(({ role }) => role === 'resident')
      .map((row) => ({
        door: row.household_id !== null && mine.has(row.household_id) ? row.door : null,
        proxy: row.proxy,
        cameBy: row.came_by,
        ...lasting(row),
      })),
    posts: rows
      .filter(({ role }) => role !== 'resident')
      .map((row) => ({ role: row.role, gridCode: row.grid_code, ...lasting(row) })),
  }
}

async function changesOf(work: Work, householdId: string): Promise<OwnHousehold['changes']> {
  const rows = await readChangesOf(work.db, work.communityId, householdId)
  return rows
    .map(({ at, contentSealed }) => ({
      at: instant(at),
      fields: wordsOf(openContent<object>(work, contentSealed)).filter(({ field }) => !NOT_FOR_HOUSEHOLDS.has(field)),
    }))
    .filter(({ fields }) => fields.length > 0)
}

async function ownHousehold(work: Work, id: string): Promise<OwnHousehold | null> {
  const { db, communityId } = work
  const [row] = await readHouseholdsById(db, communityId, [id])
  if (row === undefined) return null
  const ledger = presentHousehold(work, row)
  const people = (await readResidents(db, communityId, id)).map((each) => presentResident(work, each))
  const bonds = await readBonds(db, communityId, { householdIds: [id], proxiesOnly: true })
  const [slips, looks] = await work.elevated(async () => [
    await readSlipsOf(db, communityId, id),
    await readLooksAt(db, communityId, id),
  ])
  return {
    householdId: id,
    door: ledger.door,
    gridCode: ledger.gridCode,
    headcount: ledger.headcount,
    phonesMasked: ledger.phonesMasked,
    occupancy: ledger.occupancy,
    priority: ledger.priority,
    people: people.map(({ name, ageGroup }) => ({ name, ageGroup })),
    changes: await changesOf(work, id),
    slips: slips.map((slip) => ({
      madeAt: instant(slip.made_at),
      expiresAt: instant(slip.expires_at),
      usedAt: instantOrNull(slip.used_at),
      endedAt: instantOrNull(slip.revoked_at),
    })),
    ...(await testsOf(work, id)),
    calls: await callsTo(work, id),
    reminders: await remindersOf(work, id),
    ...(await antigenOf(work, id)),
    orders: await ordersOf(work, id),
    payments: await paymentsOf(work, id),
    proxies: bonds.map(({ displayName, since }) => ({ displayName, since })),
    looks: looks.map(({ at, role }) => ({ at: instant(at), role })),
  }
}

async function ownRequests(work: Work): Promise<OwnRequest[]> {
  const { db, communityId, vault } = work
  const rows = await readOwnRequests(db, communityId, work.actor.accountId)
  return rows.map((row) => ({
    text: maskText(vault.openForCommunity(communityId, row.doorSealed)),
    proxy: row.proxy,
    phonesMasked: row.phoneSealed === null ? [] : [maskPhone(vault.open(communityId, row.phoneSealed))],
    state: row.state,
    askedAt: instant(row.askedAt),
    decidedAt: instantOrNull(row.decidedAt),
  }))
}

/** The number one signs in by, in full: for the one whose it is, and masked everywhere but in their own export. */
export async function ownPhones(work: Work): Promise<string[]> {
  const { phoneSealed } = await readAccount(work.db, work.communityId, work.actor.accountId)
  return phoneSealed === null ? [] : [work.vault.open(work.communityId, phoneSealed)]
}

/** Only of households one lives in: of one that is looked after, no more than that. */
export async function readOwn(work: Work): Promise<OwnData> {
  const { db, communityId, actor } = work
  const lived = [...new Set(ownHouseholds(actor))].filter((id) => livesIn(actor, id))
  const households: OwnHousehold[] = []
  for (const id of lived) {
    const household = await ownHousehold(work, id)
    if (household !== null) households.push(household)
  }
  const corrections = await readOwnCorrections(db, communityId, actor.accountId)
  const answers = await readAnswers(db, communityId, actor.accountId)
  return {
    readAt: work.now.toISOString(),
    account: await ownAccount(work, await ownPhones(work)),
    ...(await ownRoles(work)),
    carrying: await carryingOf(work),
    households,
    reports: await ownReports(work, lived),
    requests: await ownRequests(work),
    corrections: corrections.map((row) => presentOwn(work, row)),
    agreements: answers.map(({ kind, version, answer, at }) => ({ kind, version, answer, at: instant(at) })),
  }
}
