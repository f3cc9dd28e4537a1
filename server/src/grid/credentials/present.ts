import { civilDay } from '@gezhong/shared/civil-day'
import { Refusal } from '@gezhong/shared/errors'
import type { Carrier, Credential, ShownCredential } from '@gezhong/shared/grid/credentials/contract'
import { canIssue, CARRYING_ROLES } from '@gezhong/shared/grid/credentials/policy'
import { writeCode } from '@gezhong/shared/signed-code'
import type { Work } from '../../database/transact.ts'
import type { FileReply } from '../../http/serve.ts'
import { maskText } from '../../security/mask-text.ts'
import { readCommunity, readGridCodes } from '../communities/queries.ts'
import { signer } from '../signing-keys/service.ts'
import { readTeam } from '../team/queries.ts'
import { cardSheets, type PrintedCard } from './card-sheet.ts'
import { readCredentials, readCredentialsById, readNames, readTrainings, type CredentialRow } from './queries.ts'

const SYSTEM_NAME = '系统'

export async function present(work: Work, rows: readonly CredentialRow[]): Promise<Credential[]> {
  const { db, communityId, vault } = work
  const codes = await readGridCodes(db, communityId)
  const names = await readNames(db, [...new Set(rows.map(({ issuedBy }) => issuedBy))])
  return rows.map((row) => ({
    id: row.id,
    serial: row.serial,
    post: row.post,
    areas: row.areaIds.flatMap((id) => codes.get(id) ?? []),
    validFrom: row.validFrom,
    validUntil: row.validUntil,
    issuedByName: names.get(row.issuedBy) ?? SYSTEM_NAME,
    issuedAt: row.issuedAt.toISOString(),
    revokedAt: row.revokedAt?.toISOString() ?? null,
    reason:
      row.revokeReasonSealed === null ? '' : maskText(vault.openForCommunity(communityId, row.revokeReasonSealed)),
  }))
}

export async function list(work: Work): Promise<{ carriers: Carrier[]; today: string }> {
  const { db, communityId, now } = work
  const members = (await readTeam(db, communityId, now)).filter(({ role }) =>
    (CARRYING_ROLES as readonly string[]).includes(role),
  )
  const ids = [...new Set(members.map(({ accountId }) => accountId))]
  const rows = await readCredentials(db, communityId, ids)
  const shown = await present(work, rows)
  const trainings = await readTrainings(db, communityId, ids)
  const names = await readNames(db, [...new Set(trainings.map(({ recordedBy }) => recordedBy))])
  const carriers = ids.map((accountId) => {
    const own = members.filter((member) => member.accountId === accountId)
    const newest = rows.findIndex((row) => row.accountId === accountId)
    return {
      accountId,
      displayName: own[0]!.displayName,
      posts: own.map(({ role, gridId, gridCode }) => ({ role, gridId, gridCode })),
      trainings: trainings
        .filter((row) => row.accountId === accountId && row.takenBackAt === null)
        .map(({ id, post, day, recordedBy }) => ({
          id,
          post,
          day,
          recordedByName: names.get(recordedBy) ?? SYSTEM_NAME,
        })),
      credential: newest < 0 ? null : shown[newest]!,
    }
  })
  return { carriers, today: civilDay(now) }
}

/** With the codes to show: one for each grid, as a code opens the grid that it names and no other. */
async function show(work: Work, rows: readonly CredentialRow[]): Promise<ShownCredential[]> {
  const { db, communityId } = work
  const village = (await readCommunity(db, communityId))!.name
  const names = await readNames(db, [...new Set(rows.map(({ accountId }) => accountId))])
  const shown = await present(work, rows)
  const { keyNumber, community, sign } = await work.elevated(() => signer(work))
  return rows.map(({ accountId, codeSerial: serial, validUntil: lastDay }, at) => {
    const { issuedByName: _, ...credential } = shown[at]!
    const claims = { kind: 'credential', keyNumber, community, serial, lastDay } as const
    return {
      ...credential,
      displayName: names.get(accountId)!,
      village,
      codes:
        credential.revokedAt === null
          ? credential.areas.map((gridCode) => ({ gridCode, digits: writeCode({ ...claims, gridCode }, sign) }))
          : [],
    }
  })
}

export async function own(work: Work): Promise<{ credential: ShownCredential | null; today: string }> {
  const [newest] = await readCredentials(work.db, work.communityId, [work.actor.accountId])
  const [credential] = newest === undefined ? [] : await show(work, [newest])
  return { credential: credential ?? null, today: civilDay(work.now) }
}

/** In the order of their serials; what was revoked is not printed. */
export async function print(work: Work, ids: readonly string[]): Promise<FileReply> {
  const { db, communityId, actor, now } = work
  const found = await readCredentialsById(db, communityId, [...new Set(ids)])
  if (found.length < new Set(ids).size) throw new Refusal('not-found')
  const codes = await readGridCodes(db, communityId)
  if (!found.every(({ gridId }) => canIssue(actor, codes.get(gridId) ?? ''))) throw new Refusal('not-allowed')
  const live = found
    .filter(({ revokedAt }) => revokedAt === null)
    .toSorted((a, b) => a.serial.localeCompare(b.serial, 'en', { numeric: true }))
  if (live.length === 0) throw new Refusal('nothing-to-print', '这些证都吊销了，没有可印的')
  const cards: PrintedCard[] = (await show(work, live)).flatMap(({ codes: each, ...card }) =>
    each.map((code) => ({ ...card, ...code, of: each.length })),
  )
  const serials = live.map(({ serial }) => serial).join('、')
  work.record({ action: 'credential.printed', detail: `${live.length} 张：${serials}` })
  return {
    fileName: `证件-${live.length}张-${civilDay(now)}.pdf`,
    contentType: 'application/pdf',
    bytes: await cardSheets(cards),
  }
}
