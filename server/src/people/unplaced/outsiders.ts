import { Refusal } from '@gezhong/shared/errors'
import { maskName } from '@gezhong/shared/people/masked-name'
import { canSample } from '@gezhong/shared/people/policy'
import { maskPhone, normalisePhone } from '@gezhong/shared/people/phone'
import type { listOutsiders, OutsiderSample } from '@gezhong/shared/people/unplaced/contract'
import { z } from 'zod'
import { watchReveals } from '../../audit/alerts/reveal-watch.ts'
import type { Work } from '../../database/transact.ts'
import { readGridCodes, readSubtree } from '../../grid/communities/queries.ts'
import { maskText } from '../../security/mask-text.ts'
import { requireRound } from '../rounds/service.ts'
import { findSample, readOutsiders, type OutsiderRow } from './queries.ts'

/** As the intake seals it. */
const Contact = z.tuple([z.string(), z.string(), z.string()])

/** Who somebody from elsewhere is; null where nothing was told. */
export function contactOf({ vault, communityId }: Work, sealed: Buffer | null) {
  if (sealed === null) return null
  const [name, phone, from] = Contact.parse(JSON.parse(vault.openForCommunity(communityId, sealed)))
  return { name, phone, from }
}

function present(work: Work, row: OutsiderRow): OutsiderSample {
  const contact = contactOf(work, row.contact_sealed)
  return {
    id: row.id,
    gridCode: row.grid_code,
    tubeCode: row.tube_code ?? '',
    samplerName: row.sampler_name,
    takenAt: new Date(row.taken_at).toISOString(),
    people: row.people,
    late: row.late,
    nameMasked: contact === null || contact.name === '' ? null : maskText(maskName(contact.name)),
    phonesMasked: maskedContact(contact),
    from: maskText(contact?.from ?? ''),
  }
}

/** Typed at a table in the wind, it may be no number at all. */
export function maskedContact(contact: ReturnType<typeof contactOf>): string[] {
  if (contact === null || contact.phone === '') return []
  const number = normalisePhone(contact.phone)
  return [number === null ? '····' : maskPhone(number)]
}

export async function outsiders(work: Work, roundId: string, query: z.output<(typeof listOutsiders)['query']>) {
  await requireRound(work, roundId)
  const gridIds = query.grid === undefined ? null : await readSubtree(work.db, work.communityId, query.grid)
  const { rows, total } = await readOutsiders(work.db, work.communityId, roundId, { ...query, gridIds })
  return { rows: rows.map((row) => present(work, row)), total }
}

/** Counted and written down as a household's number is. */
export async function revealContact(work: Work, id: string, perHour: number): Promise<{ phones: string[] } | Refusal> {
  const row = await findSample(work.db, work.communityId, id)
  const code = row && (await readGridCodes(work.db, work.communityId)).get(row.gridId)
  if (row === undefined || !row.outsider || code === undefined || !canSample(work.actor, code)) {
    work.record({ action: 'access.refused', subjectId: id, detail: '查看外来人员的电话' })
    return new Refusal('not-found')
  }
  const stopped = await watchReveals(work, perHour, { subjectId: id })
  if (stopped !== null) return stopped
  work.record({ action: 'household.phone-revealed', subjectId: id, detail: '外来采样人员' })
  const phone = contactOf(work, row.contactSealed)?.phone ?? ''
  return { phones: phone === '' ? [] : [phone] }
}
