import { randomBytes } from 'node:crypto'
import { topCode } from '@gezhong/shared/actor'
import { civilDay } from '@gezhong/shared/civil-day'
import { Refusal } from '@gezhong/shared/errors'
import {
  CARRYING_POST_WORDS,
  type Credential,
  type issueCredential,
  type recordTraining,
} from '@gezhong/shared/grid/credentials/contract'
import { holdsOn } from '@gezhong/shared/grid/credentials/opens-grid'
import { canIssue, carriesIn } from '@gezhong/shared/grid/credentials/policy'
import { serialOf } from '@gezhong/shared/grid/credentials/serial'
import type { z } from 'zod'
import { readGrants } from '../../database/scope-queries.ts'
import type { Work } from '../../database/transact.ts'
import { findGrid, findGridByCode } from '../communities/queries.ts'
import { knowsAccount } from '../team/queries.ts'
import { present } from './present.ts'
import {
  addCredential,
  addTraining,
  findLive,
  findTraining,
  readCredentialsById,
  readNames,
  readTraining,
  revoke,
  takeBack,
  takeNumber,
  type CredentialRow,
} from './queries.ts'

const invalid = (path: string, message: string) => new Refusal('not-valid', undefined, [{ path, message }])

/** The code of a grid where the asker issues credentials. */
async function codeToIssue({ db, communityId, actor }: Work, gridId: string): Promise<string> {
  const grid = await findGrid(db, communityId, gridId)
  if (grid === undefined) throw new Refusal('not-found')
  if (!canIssue(actor, grid.code)) throw new Refusal('not-allowed')
  return grid.code
}

/** Of somebody else: nobody trains themselves, or gives themselves a credential. */
async function nameOf({ db, communityId, actor }: Work, accountId: string): Promise<string> {
  if (accountId === actor.accountId) throw new Refusal('not-allowed', '自己的培训和证件，要由别人来办')
  if (!(await knowsAccount(db, communityId, accountId))) throw new Refusal('not-found')
  return (await readNames(db, [accountId])).get(accountId)!
}

export async function train(work: Work, said: z.output<(typeof recordTraining)['body']>): Promise<void> {
  const { db, communityId, actor, now } = work
  await codeToIssue(work, said.gridId)
  const name = await nameOf(work, said.accountId)
  if (said.day > civilDay(now)) throw invalid('day', '还没到的日子，不能记培训')
  const row = { communityId, ...said, recordedBy: actor.accountId, recordedAt: now }
  await work.elevated(() => addTraining(db, row))
  const detail = `${name} ${CARRYING_POST_WORDS[said.post]} ${said.day}`
  work.record({ action: 'training.recorded', subjectId: said.accountId, detail })
}

const sealed = ({ vault, communityId }: Work, reason: string): Buffer => vault.sealForCommunity(communityId, reason)

/** Elevated. False when it was revoked before. */
async function end(work: Work, { id, accountId, serial }: CredentialRow, reason: string): Promise<boolean> {
  const { db, communityId, actor, now } = work
  const by = { revokedAt: now, revokedBy: actor.accountId, revokeReasonSealed: sealed(work, reason) }
  if (!(await revoke(db, communityId, id, by))) return false
  work.record({ action: 'credential.revoked', subjectId: accountId, detail: `${serial} ${reason}` })
  return true
}

/** Of a training that was recorded by mistake; gives whose it was, and the serial of the credential that went with it. */
export async function takeBackTraining(work: Work, id: string, reason: string) {
  const { db, communityId, actor, now } = work
  const row = await readTraining(db, communityId, id)
  if (row === undefined) throw new Refusal('not-found')
  await codeToIssue(work, row.gridId)
  const { accountId, post, day } = row
  const name = (await readNames(db, [accountId])).get(accountId) ?? ''
  const by = { takenBackAt: now, takenBackBy: actor.accountId, takeBackReasonSealed: sealed(work, reason) }
  const revoked = await work.elevated(async () => {
    if (!(await takeBack(db, communityId, id, by))) throw new Refusal('already-settled', '这次培训已经撤回了')
    const live = await findLive(db, communityId, accountId)
    if (live?.trainingId !== id) return null
    return (await end(work, live, `培训记错了：${reason}`)) ? live.serial : null
  })
  const detail = `${name} ${CARRYING_POST_WORDS[post]} ${day}：${reason}`
  work.record({ action: 'training.taken-back', subjectId: accountId, detail })
  return { accountId, revoked }
}

type Wanted = z.output<(typeof issueCredential)['body']>

function checkTerm({ now }: Work, { validFrom, validUntil, post, gridIds }: Wanted): void {
  if (validUntil < validFrom) throw invalid('validUntil', '到期不能早于开始')
  if (validUntil < civilDay(now)) throw invalid('validUntil', '到期的日子已经过了')
  if (post === 'volunteer' && gridIds.length > 1) throw invalid('gridIds', '志愿者只能有一个网格')
  if (new Set(gridIds).size < gridIds.length) throw invalid('gridIds', '网格选重了')
}

/** One whose days are over makes room for the next. */
async function requireNoOther(work: Work, accountId: string): Promise<void> {
  const live = await findLive(work.db, work.communityId, accountId)
  if (live === undefined) return
  if (holdsOn({ ...live, revokedAt: null }, civilDay(work.now)) || live.validFrom > civilDay(work.now))
    throw new Refusal('already-there', `这人已经有一张证 ${live.serial}，要换先吊销`)
  await end(work, live, '到期，换新证')
}

export async function issue(work: Work, wanted: Wanted): Promise<Credential> {
  const { db, communityId, actor, now } = work
  const { accountId, post, gridIds, validFrom, validUntil } = wanted
  const codes: string[] = []
  for (const gridId of gridIds) codes.push(await codeToIssue(work, gridId))
  const name = await nameOf(work, accountId)
  checkTerm(work, wanted)
  const row = await work.elevated(async () => {
    const holder = { grants: await readGrants(db, communityId, accountId, now) }
    const strange = codes.find((code) => !carriesIn(holder, code))
    if (strange !== undefined) throw invalid('gridIds', `这人在 ${strange} 网格没有职务，先在队伍里派定`)
    const trained = await findTraining(db, communityId, accountId, post)
    if (trained === undefined) throw new Refusal('not-trained')
    await requireNoOther(work, accountId)
    const top = (await findGridByCode(db, communityId, topCode(codes[0]!)))!
    const number = await takeNumber(db, communityId, top.id)
    const made: CredentialRow = {
      communityId,
      id: wanted.id,
      accountId,
      post,
      trainingId: trained.id,
      gridId: gridIds[0]!,
      areaIds: gridIds,
      topGridId: top.id,
      number,
      serial: serialOf(top.code, number),
      codeSerial: randomBytes(5).toString('hex'),
      validFrom,
      validUntil,
      issuedBy: actor.accountId,
      issuedAt: now,
      revokedAt: null,
      revokedBy: null,
      revokeReasonSealed: null,
    }
    await addCredential(db, made)
    return made
  })
  const detail = `${name} ${CARRYING_POST_WORDS[post]} ${row.serial}，${codes.join('、')} 网格，到 ${validUntil}`
  work.record({ action: 'credential.issued', subjectId: accountId, detail })
  return (await present(work, [row]))[0]!
}

/** Gives whose it was. */
export async function revokeOne(work: Work, id: string, reason: string): Promise<string> {
  const [row] = await readCredentialsById(work.db, work.communityId, [id])
  if (row === undefined) throw new Refusal('not-found')
  await codeToIssue(work, row.gridId)
  if (!(await work.elevated(() => end(work, row, reason)))) throw new Refusal('already-settled', '这张证已经吊销了')
  return row.accountId
}

/** Revokes the credential of somebody whose posts do not cover all of its area any more. */
export async function releaseCredential(work: Work, accountId: string): Promise<void> {
  const { db, communityId, now } = work
  await work.elevated(async () => {
    const live = await findLive(db, communityId, accountId)
    if (live === undefined) return
    const holder = { grants: await readGrants(db, communityId, accountId, now) }
    for (const gridId of live.areaIds) {
      const grid = await findGrid(db, communityId, gridId)
      if (grid !== undefined && carriesIn(holder, grid.code)) continue
      await end(work, live, '职务结束了')
      return
    }
  })
}
