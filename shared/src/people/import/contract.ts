import { z } from 'zod'
import { endpoint, Id, IdParams, Instant, PageQuery, pageOf } from '../../endpoint.ts'
import { ExportReason } from '../../export-reason.ts'

export const ImportKind = z.enum(['ledger', 'cadastre', 'results'])
export type ImportKind = z.infer<typeof ImportKind>

/** queued → checking → checked → committing → committed → undoing → undone; failed may come from any working state; discarded from those that wait. */
export const ImportState = z.enum([
  'queued',
  'checking',
  'checked',
  'committing',
  'committed',
  'undoing',
  'undone',
  'failed',
  'discarded',
])
export type ImportState = z.infer<typeof ImportState>
export const IMPORT_NEXT: Record<ImportState, readonly ImportState[]> = {
  queued: ['checking', 'failed'],
  checking: ['checked', 'failed'],
  checked: ['queued', 'committing', 'discarded'],
  committing: ['committed', 'failed'],
  committed: ['undoing'],
  undoing: ['undone', 'committed'],
  undone: [],
  failed: ['queued', 'discarded'],
  discarded: [],
}

export const ImportSheet = z.object({
  name: z.string(),
  /** Column headings as they stand in the file. */
  headers: z.array(z.string()),
  /** Columns that are never read because they name owners or hold identity numbers. */
  dropped: z.array(z.string()),
  /** Field name → column number (0-based), or null. */
  mapping: z.record(z.string(), z.number().int().nullable()),
  rows: z.number().int(),
  /** How many of them would change the ledger; absent until the sheet has been checked. */
  changing: z.number().int().optional(),
})
export type ImportSheet = z.infer<typeof ImportSheet>

export const ImportBatch = z.object({
  id: Id,
  kind: ImportKind,
  fileName: z.string(),
  state: ImportState,
  /** Rows done of rows in all, in the state it is in. */
  done: z.number().int(),
  total: z.number().int(),
  good: z.number().int(),
  rejected: z.number().int(),
  warned: z.number().int(),
  /** Phone numbers in the rejected rows: they are whole in the file of those rows. */
  numbers: z.number().int(),
  /** Good rows that would change the ledger, or did. */
  changing: z.number().int(),
  sheets: z.array(ImportSheet),
  /** Why it failed, in a sentence that says what to do. */
  problem: z.string().nullable(),
  byName: z.string(),
  createdAt: Instant,
})
export type ImportBatch = z.infer<typeof ImportBatch>

export const ImportRow = z.object({
  sheet: z.string(),
  /** Row number in the file, 1-based. */
  row: z.number().int(),
  door: z.string().nullable(),
  verdict: z.enum(['good', 'rejected']),
  /** Code and sentence; null for a good row without a warning. */
  reason: z.string().nullable(),
  sentence: z.string().nullable(),
  /** What would be stored, by field, phones masked. */
  stored: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  /** For a row that updates: what stands now in the fields that would change, phones masked. */
  before: z.record(z.string(), z.union([z.string(), z.number(), z.null()])).nullable(),
  /** For a good row: what committing does. */
  effect: z.enum(['create', 'update', 'same']).nullable(),
})
export type ImportRow = z.infer<typeof ImportRow>

/** Rows by verdict, those with a warning, or those that change the ledger. */
export const ImportRowFilter = z.enum([...ImportRow.shape.verdict.options, 'warned', 'changing'])
export type ImportRowFilter = z.infer<typeof ImportRowFilter>

const who = ['command-post'] as const

/** Bytes. */
export const IMPORT_MAX_BYTES = 40 * 1024 * 1024

export const uploadImport = endpoint({
  method: 'POST',
  path: '/api/imports',
  summary: 'Upload a ledger, cadastre or result file; it is checked in the background, nothing is written yet',
  who,
  query: z.object({ kind: ImportKind }),
  reply: ImportBatch,
  kind: 'upload',
  rate: 'upload',
  errors: ['too-large', 'file-unreadable', 'unsupported-media'],
})

export const listImports = endpoint({
  method: 'GET',
  path: '/api/imports',
  summary: 'Import batches, newest first',
  who,
  reply: z.object({ imports: z.array(ImportBatch) }),
})

export const readImport = endpoint({
  method: 'GET',
  path: '/api/imports/:id',
  summary: 'One import with its progress',
  who,
  params: IdParams,
  reply: ImportBatch,
  errors: ['not-found'],
})

export const remapImport = endpoint({
  method: 'POST',
  path: '/api/imports/:id/mapping',
  summary: 'Correct the column mapping; the file is checked again',
  who,
  params: IdParams,
  body: z.object({
    sheets: z.array(z.object({ name: z.string(), mapping: ImportSheet.shape.mapping })).max(50),
  }),
  reply: ImportBatch,
  errors: ['not-found', 'import-state', 'not-valid'],
})

export const listImportRows = endpoint({
  method: 'GET',
  path: '/api/imports/:id/rows',
  summary: 'Every row’s verdict',
  who,
  params: IdParams,
  query: PageQuery.extend({ verdict: ImportRowFilter.optional() }),
  reply: pageOf(ImportRow),
  errors: ['not-found', 'import-state'],
})

export const commitImport = endpoint({
  method: 'POST',
  path: '/api/imports/:id/commit',
  summary: 'Write the good rows, all or nothing, in the background; results are matched to people with it',
  who,
  params: IdParams,
  reply: ImportBatch,
  errors: ['not-found', 'import-state'],
})

export const undoImport = endpoint({
  method: 'POST',
  path: '/api/imports/:id/undo',
  summary: 'Take the whole batch back; refused when later work depends on it',
  who,
  params: IdParams,
  reply: ImportBatch,
  errors: ['not-found', 'import-state', 'undo-blocked'],
})

export const discardImport = endpoint({
  method: 'POST',
  path: '/api/imports/:id/discard',
  summary: 'Give up a file that waits: its rows are deleted, its line in the list stays',
  who,
  params: IdParams,
  reply: ImportBatch,
  errors: ['not-found', 'import-state'],
})

export const rejectedRows = endpoint({
  method: 'POST',
  path: '/api/imports/:id/rejected',
  summary:
    'The rejected rows as xlsx with reasons and whole numbers, to be mended; marked, and counted like opened numbers',
  who,
  params: IdParams,
  body: ExportReason,
  reply: z.unknown(),
  kind: 'file',
  rate: 'export',
  errors: ['not-found', 'not-valid', 'import-state', 'too-many-reveals'],
})
