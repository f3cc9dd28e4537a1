import { listAudit, verifyAudit } from '@gezhong/shared/audit/contract'
import { route, type Route } from '../http/serve.ts'
import { AUDIT_WORDS, type AuditAction } from './actions.ts'
import { readAudit } from './queries.ts'
import { verifyLog, type AuditKeeping } from './verify-log.ts'

export function auditRoutes(keeping: AuditKeeping): Route[] {
  return [
    route(listAudit, async (work, { query }) => {
      const { rows, total } = await readAudit(work.db, work.communityId, query)
      return {
        total,
        rows: rows.map((row) => ({
          id: row.id,
          at: row.at.toISOString(),
          byName: row.by_name ?? (row.action.startsWith('import.') ? '命令行导入' : '系统'),
          action: row.action,
          words: AUDIT_WORDS[row.action as AuditAction] ?? row.action,
          subjectId: row.subject_id,
          detail: row.detail_sealed === null ? '' : work.vault.openForCommunity(work.communityId, row.detail_sealed),
          sealed: row.sealed,
        })),
      }
    }),
    route(verifyAudit, async (work) => ({
      ...(await verifyLog(work.db, work.communityId, keeping)),
      checkedAt: work.now.toISOString(),
    })),
  ]
}
