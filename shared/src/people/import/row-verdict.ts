import type { TestOutcome } from '../results/outcome.ts'
import type { Footprint } from './footprint.ts'

/** Why a row cannot be stored. The first one found is the row's reason; `REJECTIONS` has the words. */
export type RejectReason =
  | 'bad-code'
  | 'code-mismatch'
  | 'duplicate-code'
  | 'no-door'
  | 'bad-door'
  | 'duplicate-door'
  | 'bad-floors'
  | 'bad-area'
  | 'bad-footprint'
  | 'bad-headcount'
  | 'unknown-grid'
  | 'too-long'
  | 'no-outcome'
  | 'bad-outcome'
  | 'nobody'

/** What is odd about a row that can be stored all the same. */
export type RowWarning =
  | 'no-code'
  | 'shared-door'
  | 'guessed-door'
  | 'bad-phone'
  | 'many-phones'
  | 'no-headcount'
  | 'large-headcount'
  | 'parts-differ'
  | 'no-grid'
  | 'odd-occupancy'
  | 'numbers-removed'
  | 'merged-row'
  | 'same-row'
  | 'odd-tube'
  | 'bad-time'

export interface Finding<Code extends string> {
  code: Code
  /** Chinese: what is wrong and what to do, without the words of a personal column. */
  sentence: string
}

export interface RowVerdict<Stored> {
  sheet: string
  /** Row number in the file, 1-based. */
  row: number
  /** Canonical door, also when the row is rejected for something else. */
  door: string | null
  verdict: 'good' | 'rejected'
  /** The first of `reasons`, null for a good row. */
  reason: RejectReason | null
  reasons: Finding<RejectReason>[]
  warnings: Finding<RowWarning>[]
  /** What the code may have been meant to be; for a person to accept, never used. */
  suggestion: string | null
  /** What would be stored; null for a rejected row, and for a person's row that was merged into another one. */
  stored: Stored | null
}

/** A building of the cadastre. Areas in square metres, rounded to 2 decimals. */
export interface CadastreStored {
  /** Null only for a footprint list without addresses: it belongs to the building with this parcel. */
  door: string | null
  /** Land parcel code, 19 characters. */
  parcelCode: string | null
  /** Real estate unit code, 28 characters. */
  unitCode: string | null
  /** Number of the building within its parcel. */
  buildingNumber: string | null
  floors: number | null
  structure: string | null
  landArea: number | null
  footprintArea: number | null
  floorArea: number | null
  remark: string | null
  footprint: Footprint | null
}

/** A household of the ledger. */
export interface LedgerStored {
  grid: string | null
  door: string
  headcount: number | null
  adults: number | null
  children: number | null
  /** 11 digits, or area code and number. */
  phone: string | null
  /** Further numbers in the same cell. */
  morePhones: string[]
  names: string[]
  occupancy: 'occupied' | 'vacant' | 'sealed' | 'away'
  priority: boolean
  remark: string | null
}

/** One row of a result file: of a tube, of a person, or both. */
export interface ResultStored {
  tubeCode: string | null
  name: string | null
  phone: string | null
  /** As written, and the door of it when it names one. */
  address: string | null
  door: string | null
  outcome: TestOutcome
  sampledAt: string | null
  testedAt: string | null
}

/** What a good row of any kind of list stores. */
export type Stored = CadastreStored | LedgerStored | ResultStored

export type ResultVerdict = RowVerdict<ResultStored>
export type CadastreVerdict = RowVerdict<CadastreStored>
export type LedgerVerdict = RowVerdict<LedgerStored>

/** The reasons in a few words, as a filter on a page shows them. */
export const REJECTION_WORDS: Record<RejectReason, string> = {
  'bad-code': '单元号有误',
  'code-mismatch': '单元号与宗地代码不一致',
  'duplicate-code': '单元号重复',
  'no-door': '没有门牌',
  'bad-door': '门牌看不懂',
  'duplicate-door': '门牌重复',
  'bad-floors': '层数有误',
  'bad-area': '面积有误',
  'bad-footprint': '图形有误',
  'bad-headcount': '人数有误',
  'unknown-grid': '没有这个网格',
  'too-long': '内容太长',
  'no-outcome': '还没有结果',
  'bad-outcome': '结果看不懂',
  nobody: '不知道是谁的',
}

/** Makes the verdict of a row from what was found about it. */
export function verdictOf<Stored>(
  place: { sheet: string; row: number; door: string | null },
  reasons: Finding<RejectReason>[],
  warnings: Finding<RowWarning>[],
  stored: Stored | null,
  suggestion: string | null = null,
): RowVerdict<Stored> {
  const { sheet, row, door } = place
  const reason = reasons[0]?.code ?? null
  if (reason !== null)
    return { sheet, row, door, verdict: 'rejected', reason, reasons, warnings, suggestion, stored: null }
  return { sheet, row, door, verdict: 'good', reason, reasons, warnings, suggestion, stored }
}
