import { civilDay } from '@gezhong/shared/civil-day'
import { CARRIER_ROLES } from '@gezhong/shared/supplies/runs/contract'
import { textList } from '../../database/id-list.ts'
import { sql } from 'drizzle-orm'
import type { Work } from '../../database/transact.ts'

export interface Carrier {
  accountId: string
  displayName: string
  role: (typeof CARRIER_ROLES)[number]
  /** Runs that are theirs to walk now. */
  runs: number
}

interface CarrierRow extends Record<string, unknown> {
  account_id: string
  display_name: string
  role: Carrier['role']
  runs: number
}

/**
 * Who has a post at this grid or above it in which bags are carried; of several posts the one nearest to it. A volunteer
 * also needs a credential that opens the grid today: the others are known there.
 */
export async function readCarriers(work: Work, gridCode: string): Promise<Carrier[]> {
  const { db, communityId, now } = work
  const { rows } = await work.elevated(() =>
    db.execute<CarrierRow>(sql`
      SELECT DISTINCT ON (account.display_name, role_grant.account_id)
        role_grant.account_id, account.display_name, role_grant.role,
        (SELECT count(*)::int FROM run WHERE run.community_id = ${communityId}
          AND run.carrier_id = role_grant.account_id AND run.state IN ('designated', 'started')) AS runs
      FROM role_grant
      JOIN account ON account.id = role_grant.account_id
      JOIN grid ON grid.community_id = role_grant.community_id AND grid.id = role_grant.grid_id
      WHERE role_grant.community_id = ${communityId} AND role_grant.revoked_at IS NULL
        AND role_grant.valid_from <= ${now} AND (role_grant.valid_until IS NULL OR role_grant.valid_until > ${now})
        AND account.deleted_at IS NULL
        AND role_grant.role = ANY (${textList(CARRIER_ROLES)})
        AND (grid.code = ${gridCode} OR starts_with(${gridCode}, grid.code || '-'))
        AND (role_grant.role <> 'volunteer' OR EXISTS (
          SELECT 1 FROM credential JOIN grid area ON area.community_id = credential.community_id
            AND area.id = ANY (credential.area_ids)
          WHERE credential.community_id = ${communityId} AND credential.account_id = role_grant.account_id
            AND credential.revoked_at IS NULL
            AND ${civilDay(now)}::date BETWEEN credential.valid_from AND credential.valid_until
            AND (area.code = ${gridCode} OR starts_with(${gridCode}, area.code || '-'))))
      ORDER BY account.display_name, role_grant.account_id, length(grid.code) DESC`),
  )
  return rows.map(({ account_id: accountId, display_name: displayName, role, runs }) => ({
    accountId,
    displayName,
    role,
    runs,
  }))
}
