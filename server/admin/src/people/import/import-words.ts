import type { ImportBatch, ImportKind, ImportState } from '@gezhong/shared/people/import/contract'
import type { Tone } from '../../ui/tag.tsx'

export const KIND_WORDS: Record<ImportKind, string> = { ledger: '住户台账', cadastre: '地籍表' }

export const KIND_HELP: Record<ImportKind, string> = {
  ledger: '每行一户：门牌、人数、电话，有网格列更好。',
  cadastre: '每行一栋楼：不动产单元代码或宗地代码、坐落、层数、面积。产权人和证件号不会存。',
}

export const STATE_WORDS: Record<ImportState, { words: string; tone: Tone }> = {
  queued: { words: '排队中', tone: 'info' },
  checking: { words: '正在检查', tone: 'info' },
  checked: { words: '等您确认', tone: 'warn' },
  committing: { words: '正在写入', tone: 'info' },
  committed: { words: '已写入台账', tone: 'ok' },
  undoing: { words: '正在撤销', tone: 'info' },
  undone: { words: '已撤销', tone: 'plain' },
  failed: { words: '没有成功', tone: 'bad' },
}

/** While the server works on it, the page asks again now and then, also when the live stream is down. */
export const isWorking = (state: ImportState): boolean =>
  state === 'queued' || state === 'checking' || state === 'committing' || state === 'undoing'

/** A field's name on screen; one this page does not know is shown by its own name. */
const FIELD_WORDS: Partial<Record<string, string>> = {
  grid: '网格',
  door: '门牌',
  headcount: '人数',
  phone: '电话',
  phones: '电话',
  note: '备注',
  occupancy: '居住情况',
  unitCode: '不动产单元代码',
  parcelCode: '宗地代码',
  address: '坐落',
  location: '坐落',
  floors: '层数',
  floor: '层数',
  structure: '结构',
  floorArea: '建筑面积',
  area: '建筑面积',
  kind: '用途',
  usage: '用途',
}

export const fieldWords = (field: string): string => FIELD_WORDS[field] ?? field

/** What will be or was done, counted: `1,652 行可用，38 行有问题`. */
export function countWords({ good, rejected, warned }: ImportBatch): string {
  const parts = [`${good.toLocaleString()} 行可用`]
  if (rejected > 0) parts.push(`${rejected.toLocaleString()} 行有问题`)
  if (warned > 0) parts.push(`${warned.toLocaleString()} 行有提醒`)
  return parts.join('，')
}
