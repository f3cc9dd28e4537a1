import { livesIn } from '@gezhong/shared/actor'
import { Refusal } from '@gezhong/shared/errors'
import { displayDoor } from '@gezhong/shared/people/door'
import { normalisePhone } from '@gezhong/shared/people/phone'
import { canReportFor, reportsForOneself } from '@gezhong/shared/people/policy'
import type { Receipt } from '@gezhong/shared/people/reports/contract'
import type { Work } from '../../database/transact.ts'
import { readCommunity } from '../../grid/communities/queries.ts'
import { requireAgreement } from '../agreements/standing.ts'
import { holdHousehold, reconcileHousehold } from '../reconciliation/reconcile-roll.ts'
import type { ReportRow } from '../reconciliation/statements.ts'
import { requireAsked, requireRoll } from '../rolls/service.ts'
import { receiptOf } from './present.ts'
import { addReport, findReport, findTarget, markWithdrawn } from './queries.ts'

/** What somebody says of a household, read. */
export interface Said {
  id: string
  householdId: string
  headcount: number | null
  phones: readonly string[]
  remark: string
  intent: ReportRow['intent']
  /** The words, when it was said in one line. */
  text: string | null
}

type Target = NonNullable<Awaited<ReturnType<typeof findTarget>>>

const asTarget = ({ id, grid_code: gridCode, responsible_account_id: responsibleAccountId }: Target) => ({
  householdId: id,
  gridCode,
  responsibleAccountId,
})

export async function requireTarget(work: Work, householdId: string) {
  const target = await findTarget(work.db, work.communityId, householdId)
  if (target === undefined) throw new Refusal('not-found')
  if (!canReportFor(work.actor, asTarget(target))) throw new Refusal('not-allowed')
  return target
}

async function requireOpenRoll(work: Work, rollId: string, gridCode: string) {
  const roll = await requireRoll(work, rollId)
  if (roll.state !== 'open') throw new Refusal('roll-closed')
  await requireAsked(work, roll, gridCode)
  return roll
}

async function requireReport(work: Work, id: string): Promise<ReportRow> {
  const row = await findReport(work.db, work.communityId, id)
  if (row === undefined) throw new Refusal('not-found')
  return row
}

const MOBILE_DIGITS = 11

/** What is wrong with a phone as typed, and how it should be. */
function phoneProblem(typed: string): string {
  const digits = typed.replace(/\D/g, '')
  return /^1[3-9]/.test(digits) && digits.length !== MOBILE_DIGITS
    ? `手机号要 ${MOBILE_DIGITS} 位，现在是 ${digits.length} 位，请检查`
    : '电话号码不对：手机 11 位，座机前面要加区号'
}

/** A phone as typed in its own field: readable or empty, never half a number. */
export async function readPhone(work: Work, typed: string): Promise<string[]> {
  if (typed === '') return []
  const community = await readCommunity(work.db, work.communityId)
  const phone = normalisePhone(typed, community?.areaCode ?? undefined)
  if (phone === null) throw new Refusal('not-valid', undefined, [{ path: 'phone', message: phoneProblem(typed) }])
  return [phone]
}

/**
 * Keeps a report, holds it against the ledger at once and says how it was matched. Whether it is the asker's to make is
 * decided above; it is then written elevated, as row security cannot tell where their own household lies.
 */
export async function report(work: Work, rollId: string, said: Said): Promise<Receipt> {
  const target = await requireTarget(work, said.householdId)
  const roll = await requireOpenRoll(work, rollId, target.grid_code)
  if (reportsForOneself(work.actor, asTarget(target))) await requireAgreement(work, roll.question)
  await holdHousehold(work, roll, target.grid_code, target.id)
  const own = livesIn(work.actor, target.id)
  const seal = (text: string | null) =>
    text === null || text === '' ? null : work.vault.sealForCommunity(work.communityId, text)
  const row = {
    communityId: work.communityId,
    id: said.id,
    rollId,
    gridId: target.grid_id,
    buildingId: target.building_id,
    householdId: target.id,
    source: own ? 'self' : 'proxy',
    state: 'standing',
    textSealed: seal(said.text),
    remarkSealed: seal(said.remark),
    door: target.door,
    headcount: said.headcount,
    phonesSealed: work.vault.sealPhones(work.communityId, said.phones),
    phoneIndexes: said.phones.map((phone) => work.vault.phoneIndex(work.communityId, phone)),
    intent: said.intent,
    // Whoever reports for a known household means the newest word to count.
    isCorrection: true,
    verdict: 'incomplete',
    accountId: work.actor.accountId,
    saidAt: work.now,
    spokenAt: work.now,
  } satisfies Parameters<typeof addReport>[1]
  await work.elevated(async () => {
    await addReport(work.db, row)
    await reconcileHousehold(work, roll, target.id)
  })
  work.record({
    action: own ? 'report.made' : 'report.proxy',
    subjectId: target.id,
    detail: `${displayDoor(target.door)} ${said.headcount ?? '未写'}人`,
  })
  return receiptOf(work, await requireReport(work, said.id))
}

/** Takes a report back; what was said before it counts again, or the household is asked again. */
export async function withdraw(work: Work, id: string): Promise<Receipt> {
  const row = await requireReport(work, id)
  if (row.householdId === null || row.source === 'chain') throw new Refusal('not-allowed')
  const target = await requireTarget(work, row.householdId)
  const roll = await requireOpenRoll(work, row.rollId, target.grid_code)
  await holdHousehold(work, roll, target.grid_code, target.id)
  await work.elevated(async () => {
    if (!(await markWithdrawn(work.db, work.communityId, id))) throw new Refusal('changed-meanwhile')
    await reconcileHousehold(work, roll, target.id)
  })
  work.record({ action: 'report.withdrawn', subjectId: target.id, detail: displayDoor(target.door) })
  return receiptOf(work, await requireReport(work, id))
}
