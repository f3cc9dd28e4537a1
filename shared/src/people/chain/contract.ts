import { z } from 'zod'
import { LEDGER_ROLES } from '../../actor.ts'
import { endpoint, Id, Instant } from '../../endpoint.ts'
import { Verdict } from '../reconciliation/verdict.ts'

/** Characters; a group's chain of 1,000 households is about 40,000. */
export const CHAIN_MAX_LENGTH = 1_000_000

/** What happened to a line since the chain was last confirmed. */
export const LineChange = z.enum(['new', 'changed', 'gone', 'same'])
export type LineChange = z.infer<typeof LineChange>
export const LINE_CHANGE_WORDS: Record<LineChange, string> = {
  new: '新增',
  changed: '改了',
  gone: '少了',
  same: '没变',
}

export const CandidateHousehold = z.object({
  householdId: Id,
  door: z.string(),
  headcount: z.number().int().nullable(),
})
export type CandidateHousehold = z.infer<typeof CandidateHousehold>

/** What the household itself reported in this roll, where a line says otherwise. */
export const OwnReport = z.object({
  headcount: z.number().int().nullable(),
  intent: z.enum(['report', 'withdraw', 'vacant']),
  at: Instant,
  /** True: the line counts instead of it. False: it was said after the line, and counts. */
  replaced: z.boolean(),
})
export type OwnReport = z.infer<typeof OwnReport>

/** One line of a chain, read and held against the ledger. Phone digits are masked in place, so spans still fit. */
export const ChainLine = z.object({
  /** Names this line in the chain for a fix; the same while its words are the same. */
  key: z.string(),
  /** 1-based line of the pasted text; null for a line that is gone. */
  line: z.number().int().nullable(),
  index: z.number().int().nullable(),
  /** As written, as far as anybody reads: of a line of many thousand characters the beginning. All of it is kept. */
  text: z.string(),
  /** Recognised parts of `text`, offsets in UTF-16 units. */
  spans: z.array(
    z.object({ start: z.number().int(), end: z.number().int(), field: z.enum(['door', 'headcount', 'phone']) }),
  ),
  door: z.string().nullable(),
  headcount: z.number().int().nullable(),
  phonesMasked: z.array(z.string()),
  intent: z.enum(['report', 'withdraw', 'vacant']),
  remark: z.string(),
  /** 0 to 1. */
  confidence: z.number(),
  /** Codes with their sentences, for what is missing, guessed or odd. */
  reasons: z.array(z.object({ code: z.string(), sentence: z.string() })),
  verdict: Verdict,
  /** A person must settle it. */
  toSettle: z.boolean(),
  /** People of the household whom the line leaves missing; see `stillMissing`. */
  stillMissing: z.number().int(),
  household: CandidateHousehold.nullable(),
  candidates: z.array(CandidateHousehold),
  change: LineChange,
  /** The words before, for a changed line; masked. */
  previousText: z.string().nullable(),
  /** A worker's rewording that is read instead of the text; null when there is none. */
  fix: z.string().nullable(),
  ownReport: OwnReport.nullable(),
  reportId: Id.nullable(),
})
export type ChainLine = z.infer<typeof ChainLine>

/** The newest confirmation that counts: whoever opens the chain again sees what it did, and may take it back. */
export const Confirmation = z.object({
  /** Names it when it is taken back. */
  id: Id,
  at: Instant,
  byName: z.string(),
  /** Lines; null when it is older than the keeping of these numbers, and then it cannot be taken back either. */
  counts: z
    .object({
      new: z.number().int(),
      changed: z.number().int(),
      gone: z.number().int(),
      same: z.number().int(),
      /** Those of the same ones that a worker reworded. */
      reworded: z.number().int(),
    })
    .nullable(),
  /** Whether the lines that were gone count no longer since. */
  goneDropped: z.boolean(),
})
export type Confirmation = z.infer<typeof Confirmation>

/** A confirmation was taken back, and nothing has been confirmed since. */
export const ConfirmationUndo = z.object({
  at: Instant,
  byName: z.string(),
  /** When that confirmation had been made. */
  confirmedAt: Instant,
})
export type ConfirmationUndo = z.infer<typeof ConfirmationUndo>

export const ChainView = z.object({
  rollId: Id,
  gridId: Id,
  /** How many confirmations of this chain count. 0: none. */
  pastes: z.number().int(),
  pastedAt: Instant.nullable(),
  lastConfirmation: Confirmation.nullable(),
  lastUndo: ConfirmationUndo.nullable(),
  lines: z.array(ChainLine),
  counts: z.object({
    new: z.number().int(),
    changed: z.number().int(),
    gone: z.number().int(),
    same: z.number().int(),
    /** Lines that need a person. */
    toSettle: z.number().int(),
    /** Lines that count instead of what the household itself reported, and say otherwise. */
    replacesOwn: z.number().int(),
    /** Households of the grid that are expected. */
    households: z.number().int(),
    /** Expected households of the grid without a certain report, after this chain. */
    missing: z.number().int(),
  }),
  /** Those households, in order of door; at most 500. */
  missing: z.array(CandidateHousehold),
})
export type ChainView = z.infer<typeof ChainView>

const ChainParams = z.object({ rollId: Id, gridId: Id })

/** A worker's rewording of one line, by the line's key; an empty text takes the rewording back. */
export const LineFix = z.object({ key: z.string().max(80), text: z.string().max(300) })
export type LineFix = z.infer<typeof LineFix>

const Paste = z.object({
  text: z.string().max(CHAIN_MAX_LENGTH),
  fixes: z.array(LineFix).max(2000).default([]),
})

export const readChain = endpoint({
  method: 'GET',
  path: '/api/rolls/:rollId/chains/:gridId',
  summary: 'A grid’s chain as it was last confirmed',
  who: LEDGER_ROLES,
  params: ChainParams,
  reply: ChainView,
  errors: ['not-found'],
})

export const previewChain = endpoint({
  method: 'POST',
  path: '/api/rolls/:rollId/chains/:gridId/preview',
  summary: 'Read a pasted chain against the ledger and the chain before; writes nothing',
  who: LEDGER_ROLES,
  rate: 'paste',
  params: ChainParams,
  body: Paste,
  reply: ChainView,
  errors: ['not-found', 'not-allowed', 'too-large'],
})

export const confirmChain = endpoint({
  method: 'POST',
  path: '/api/rolls/:rollId/chains/:gridId',
  summary: 'Confirm a pasted chain: every line is kept with its outcome, all or nothing; again is harmless',
  who: LEDGER_ROLES,
  rate: 'paste',
  params: ChainParams,
  body: Paste.extend({
    /** Lines that are gone from the text count no longer. Without it they are kept, as from an older copy of the chain. */
    dropGone: z.boolean().default(false),
  }),
  reply: ChainView,
  errors: ['not-found', 'not-allowed', 'too-large', 'roll-closed'],
})

/**
 * Takes the newest confirmation of a chain back: lines, their positions and decisions, differences and numbers are what
 * they were before; the pasted text stays as evidence, and who took it back is kept. The one before is then the newest.
 * Refused: `undo-blocked` with what stands in the way, a later confirmation or a difference settled since on a line that
 * it added, changed or dropped; `already-undone` when somebody else was quicker. All or nothing.
 */
export const undoConfirmation = endpoint({
  method: 'POST',
  path: '/api/rolls/:rollId/chains/:gridId/confirmations/:id/undo',
  summary: 'Take the newest confirmation of a chain back; refused with its reason when something later depends on it',
  who: LEDGER_ROLES,
  rate: 'paste',
  params: ChainParams.extend({ id: Id }),
  reply: ChainView,
  errors: ['not-found', 'not-allowed', 'roll-closed', 'undo-blocked', 'already-undone'],
})
