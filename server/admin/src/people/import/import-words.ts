import type {
  ImportBatch,
  ImportKind,
  ImportRow,
  ImportSheet,
  ImportState,
} from '@gezhong/shared/people/import/contract'
import { TestOutcome, OUTCOME_WORDS } from '@gezhong/shared/people/results/outcome'
import { FIELDS } from '@gezhong/shared/people/import/fields'
import { Occupancy, OCCUPANCY_WORDS } from '@gezhong/shared/people/ledger/contract'
import { whenWords } from '../../ui/time-words.ts'
import type { Tone } from '../../ui/tag.tsx'

export const KIND_WORDS: Record<ImportKind, string> = { ledger: '住户台账', cadastre: '地籍表', results: '检测结果' }

export const KIND_HELP: Record<ImportKind, string> = {
  ledger: '每行一户：门牌、人数、电话，有网格列更好。',
  cadastre: '每行一栋楼：不动产单元代码或宗地代码、坐落、层数、面积。产权人和证件号不会存。',
  results: '每行一人或一管：管号、姓名、电话，有检测时间更好。证件号不会存。',
}

export const STATE_WORDS: Record<ImportState, { words: string; tone: Tone }> = {
  queued: { words: '排队中', tone: 'info' },
  checking: { words: '正在检查', tone: 'info' },
  checked: { words: '等您确认', tone: 'warn' },
  committing: { words: '正在写入', tone: 'info' },
  committed: { words: '已写入', tone: 'ok' },
  undoing: { words: '正在撤销', tone: 'info' },
  undone: { words: '已撤销', tone: 'plain' },
  failed: { words: '没有成功', tone: 'bad' },
  discarded: { words: '已放弃', tone: 'plain' },
}

/** While the server works on it, the page asks again now and then, also when the live stream is down. */
export const isWorking = (state: ImportState): boolean =>
  state === 'queued' || state === 'checking' || state === 'committing' || state === 'undoing'

/** What is stored under a name that no column has. */
const EXTRA: Partial<Record<string, string>> = { footprint: '轮廓', name: '姓名', address: '地址' }

/** A field's name on screen, as the mapping's own list of fields has it. */
export function fieldWords(kind: ImportKind, field: string): string {
  const fields: Partial<Record<string, { label: string }>> = FIELDS[kind]
  return fields[field]?.label ?? EXTRA[field] ?? field
}

/** The fields of a mapping in the order of the shared list, not in that of the database. */
export function fieldsInOrder(kind: ImportKind, mapping: ImportSheet['mapping']): string[] {
  const order = Object.keys(FIELDS[kind])
  return Object.keys(mapping).sort((one, other) => order.indexOf(one) - order.indexOf(other))
}

/** What would be stored of a row, in words: `网格 2 · 人数 3`; of an update only what changes: `人数 6 → 9`. */
export function storedWords(kind: ImportKind, { stored, before }: Pick<ImportRow, 'stored' | 'before'>): string {
  const shown = Object.keys(before ?? stored)
  return fieldsInOrder(kind, Object.fromEntries(shown.map((field) => [field, null])))
    .filter((field) => field !== 'door' && (before !== null || !isEmpty(stored[field])))
    .map((field) => `${fieldWords(kind, field)} ${changeWords(field, stored[field] ?? null, before)}`)
    .join(' · ')
}

type Value = ImportRow['stored'][string]

const isEmpty = (value: Value | undefined) => value === undefined || value === null || value === ''

function changeWords(field: string, value: Value, before: ImportRow['before']): string {
  const after = valueWords(field, value)
  return before === null ? after : `${valueWords(field, before[field] ?? null)} → ${after}`
}

function valueWords(field: string, value: Value): string {
  if (field === 'priority') return isEmpty(value) ? '否' : String(value)
  if (value === null || value === '') return '没有'
  if (field === 'footprint') return `${value} 个角`
  if (field === 'outcome') {
    const outcome = TestOutcome.safeParse(value)
    return outcome.success ? OUTCOME_WORDS[outcome.data] : String(value)
  }
  if (field.endsWith('At')) return whenWords(String(value))
  if (field === 'occupancy') {
    const occupancy = Occupancy.safeParse(value)
    return occupancy.success ? OCCUPANCY_WORDS[occupancy.data] : String(value)
  }
  return String(value)
}

/** What will be or was done, counted: `1,652 行可用，38 行有问题`. */
export function countWords({ good, rejected, warned }: ImportBatch): string {
  const parts = [`${good.toLocaleString()} 行可用`]
  if (rejected > 0) parts.push(`${rejected.toLocaleString()} 行有问题`)
  if (warned > 0) parts.push(`${warned.toLocaleString()} 行有提醒`)
  return parts.join('，')
}
