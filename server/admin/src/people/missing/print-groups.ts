import { displayDoor } from '@gezhong/shared/people/door'
import type { MissingHousehold } from '@gezhong/shared/people/missing/contract'

/** Whose sheet it is: one for each responsible person, each sub-grid or each building. */
export type SheetBy = 'person' | 'sub-grid' | 'building'

export const SHEET_WORDS: Record<SheetBy, string> = {
  person: '每个中心户（负责人）一张',
  'sub-grid': '每个小网格一张',
  building: '每栋一张',
}

export interface Sheet<Row> {
  title: string
  rows: Row[]
}

const inOrder = (one: string, other: string) => one.localeCompare(other, 'zh', { numeric: true })

/** The list cut into sheets, in the order in which they are handed out; what nobody answers for comes last. */
export function sheetsOf<Row extends MissingHousehold>(
  rows: readonly Row[],
  by: SheetBy,
  titleOf: (code: string) => string,
): Sheet<Row>[] {
  const keyOf = (row: Row): [key: string, title: string] => {
    if (by === 'building') return [row.buildingId, displayDoor(row.buildingDoor)]
    const code = row.gridCode.split('-').slice(0, 2).join('-')
    if (by === 'sub-grid') return [code, titleOf(code)]
    const name = row.responsibleName
    return name === null ? [`~${code}`, `${titleOf(code)} · 没人负责`] : [name, name]
  }
  const sheets = new Map<string, Sheet<Row> & { last: boolean }>()
  for (const row of rows) {
    const [key, title] = keyOf(row)
    const sheet = sheets.get(key) ?? { title, rows: [], last: by === 'person' && row.responsibleName === null }
    sheet.rows.push(row)
    sheets.set(key, sheet)
  }
  return [...sheets.values()].sort(
    (one, other) => Number(one.last) - Number(other.last) || inOrder(one.title, other.title),
  )
}
