import type { PageQuery } from '@gezhong/shared/endpoint'
import { sql } from 'drizzle-orm'
import type { Db } from '../database/pool.ts'

interface AuditRow extends Record<string, unknown> {
  id: string
  at: Date
  by_name: string | null
  action: string
  subject_id: string | null
  detail_sealed: Buffer | null
  sealed: boolean
}

interface Filter extends PageQuery {
  action?: string | undefined
  account?: string | undefined
}

export async function readAudit(db: Db, communityId: string, filter: Filter) {
  const where = sql`entry.community_id = ${communityId}
    AND (${filter.action ?? null}::text IS NULL OR entry.action = ${filter.action ?? null})
    AND (${filter.account ?? null}::uuid IS NULL OR entry.account_id = ${filter.account ?? null})`
  const { rows } = await db.execute<AuditRow>(sql`
    SELECT entry.id, entry.at, account.display_name AS by_name, entry.action, entry.subject_id, entry.detail_sealed,
      link.entry_id IS NOT NULL AS sealed
    FROM audit_entry entry
    LEFT JOIN account ON account.id = entry.account_id
    LEFT JOIN audit_link link ON link.community_id = entry.community_id AND link.entry_id = entry.id
    WHERE ${where}
    ORDER BY entry.at DESC, entry.id DESC
    LIMIT ${filter.size} OFFSET ${(filter.page - 1) * filter.size}`)
  const { rows: counted } = await db.execute<{ total: string }>(
    sql`SELECT count(*) AS total FROM audit_entry entry WHERE ${where}`,
  )
  return { rows: rows.map((row) => ({ ...row, at: new Date(row.at) })), total: Number(counted[0]?.total ?? 0) }
}
