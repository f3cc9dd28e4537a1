import type { DoorKey } from '../door.ts'
import type { LedgerIndex } from '../ledger-index.ts'
import type { Reason } from './reasons.ts'

export type ChainIntent = 'report' | 'withdraw' | 'vacant'

/** What the parser may know beside the text. */
export type ChainContext = {
  /** The community's own names, which are dropped in front of a door. */
  readonly placeNames: readonly string[]
  /** Area code that completes local phone numbers: `0595`. */
  readonly areaCode?: string | undefined
  /** The grid in whose group the text was pasted; a reading inside it beats one outside. */
  readonly grid?: string | undefined
  readonly ledger?: LedgerIndex | undefined
}

/** A recognised part of an entry, as offsets into its `raw`. */
export type FieldSpan = {
  readonly start: number
  readonly end: number
  readonly field: 'index' | 'nickname' | 'door' | 'headcount' | 'phone' | 'intent'
}

/** What one line says, read. A field that is not certain is null, with a reason. */
export type EntryFields = {
  readonly door: DoorKey | null
  /** All doors that fit, best first, when more than one does. */
  readonly doorCandidates: readonly DoorKey[]
  readonly headcount: number | null
  readonly adults: number | null
  readonly children: number | null
  readonly phones: readonly string[]
  /** As written. */
  readonly invalidPhones: readonly string[]
  readonly intent: ChainIntent
  readonly isCorrection: boolean
  readonly remark: string
  /** 0 to 1. */
  readonly confidence: number
  readonly reasons: readonly Reason[]
}

export type ChainEntry = EntryFields & {
  /** Line on which the entry starts, its index or nickname line included; counted from 1. */
  readonly line: number
  /** The number written before it. */
  readonly index: number | null
  readonly raw: string
  readonly start: number
  readonly end: number
  readonly spans: readonly FieldSpan[]
}

export type SegmentKind = 'header' | 'example' | 'heading' | 'note' | 'blank' | 'quote' | 'nickname' | 'entry'

/** A piece of the pasted text; all segments in order are the whole text. `entry` is the position in `entries`. */
export type Segment = {
  readonly kind: SegmentKind
  readonly start: number
  readonly end: number
  readonly entry?: number
}

export type ParsedChain = { readonly segments: readonly Segment[]; readonly entries: readonly ChainEntry[] }
