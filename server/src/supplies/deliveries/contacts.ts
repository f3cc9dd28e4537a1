import { liesWithin } from '@gezhong/shared/actor'
import type { RunContact } from '@gezhong/shared/supplies/deliveries/run-contact'
import type { Work } from '../../database/transact.ts'
import { readCommunity } from '../../grid/communities/queries.ts'
import { readNames } from '../../grid/credentials/queries.ts'
import { readTeam } from '../../grid/team/queries.ts'
import { findPhoneOf } from '../../people/resident-sign-in/queries.ts'

interface Asked {
  gridCode: string
  carrierId: string
  designatedBy: string
  /** Taken onto a phone that did not have it yet, which is written down. */
  isNew: boolean
}

/**
 * Whom to call on the way: the grid's leads, who designated the run, and the office. A number is told only where the lead
 * proved one when signing in; the office's is public. Elevated.
 */
export async function contactsOf(
  work: Work,
  { gridCode, carrierId, designatedBy, isNew }: Asked,
): Promise<RunContact[]> {
  const { db, communityId, vault, now } = work
  const leads = (await readTeam(db, communityId, now)).filter(
    (member) =>
      member.role === 'grid-lead' &&
      member.gridCode !== null &&
      liesWithin(gridCode, member.gridCode) &&
      Date.parse(member.since) <= now.getTime(),
  )
  const who = new Map<string, RunContact['as']>([[designatedBy, 'designator']])
  for (const { accountId } of leads) who.set(accountId, 'lead')
  who.delete(carrierId)
  const names = await readNames(db, [...who.keys()])
  const contacts: RunContact[] = []
  for (const [accountId, as] of who) {
    const name = names.get(accountId)
    if (name === undefined) continue
    const sealed = (await findPhoneOf(db, communityId, accountId))?.phoneSealed
    if (sealed !== undefined && isNew) work.record({ action: 'run.phone-told', subjectId: accountId, detail: name })
    contacts.push({ as, name, phone: sealed === undefined ? null : vault.open(communityId, sealed) })
  }
  const office = (await readCommunity(db, communityId))!
  if (office.officePhone !== '')
    contacts.push({ as: 'office', name: office.officePlace || office.name, phone: office.officePhone })
  return contacts.toSorted((a, b) => RANK[a.as] - RANK[b.as])
}

const RANK: Record<RunContact['as'], number> = { lead: 0, designator: 1, office: 2 }
