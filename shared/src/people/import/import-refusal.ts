import { Refusal } from '../../errors.ts'

/** Why a whole file cannot be read; single bad rows get a verdict instead. */
export type ImportRefusalReason =
  | 'empty'
  | 'too-large'
  | 'too-many-rows'
  | 'too-many-columns'
  | 'too-many-sheets'
  | 'cell-too-long'
  | 'damaged'
  | 'old-excel'
  | 'encrypted'
  | 'web-page'
  | 'not-a-table'
  | 'no-header'
  | 'not-geojson'
  | 'wrong-mapping'

/**
 * A file that cannot be imported. `sentence` is Chinese, says what is wrong and what to do next, and never repeats
 * text of the file (it may be somebody's name).
 */
export class ImportRefusal extends Refusal {
  readonly reason: ImportRefusalReason
  readonly sentence: string

  constructor(reason: ImportRefusalReason, sentence: string) {
    super(reason === 'too-large' ? 'too-large' : 'file-unreadable', sentence)
    this.name = 'ImportRefusal'
    this.reason = reason
    this.sentence = sentence
  }
}
