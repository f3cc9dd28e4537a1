import { z } from 'zod'
import { plainText } from './plain-text.ts'

/** The most rows that one file may carry away; a longer list is refused, not cut. */
export const EXPORT_ROWS = 20_000

/** What a list is taken out of the system for. It stands in the audit log and on the file itself. */
export const ExportReason = z.object({ reason: plainText(100, { least: 2, missing: '请写明导出用途' }) })
export type ExportReason = z.infer<typeof ExportReason>
