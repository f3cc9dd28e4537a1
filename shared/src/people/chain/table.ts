/** What a column of a pasted table holds. */
export type ColumnRole =
  'index' | 'name' | 'area' | 'plate' | 'building' | 'unit' | 'floor' | 'room' | 'headcount' | 'phone' | 'other'

/** The columns of a pasted spreadsheet, as its first row names them. */
export type Columns = { readonly separator: '\t' | '|' | ' '; readonly roles: readonly ColumnRole[] }

const ROLES: readonly (readonly [ColumnRole, RegExp])[] = [
  ['index', /^(?:序号|编号|序|号)$/],
  ['name', /^(?:姓名|户主|户主姓名|名字|昵称|业主|联系人)$/],
  ['plate', /^(?:门牌|门牌号码?|门牌地址|地址|住址|家庭住址|房屋地址|详细地址)$/],
  ['building', /^(?:楼栋号?|栋号?|楼号|幢号?|座号?|楼幢|栋数)$/],
  ['unit', /^(?:单元号?|梯号?)$/],
  ['floor', /^(?:楼层|层数?)$/],
  ['room', /^(?:房号|房间号?|室号?|户号|房室号?)$/],
  ['headcount', /^(?:人数|人口数?|家庭人数|常住人[口数]|总人数|在家人数)(?:\(.*\))?$/],
  ['phone', /^(?:电话|手机号?码?|联系电话|联系方式|电话号码|手机号码)$/],
  ['area', /^(?:片区?|区域|小区|小组|组别|巷|路段|村组|自然村)$/],
]
const SUFFIX: Partial<Record<ColumnRole, string>> = {
  plate: '号',
  building: '栋',
  unit: '单元',
  floor: '层',
  room: '室',
  headcount: '人',
}

/** `1. A座101 3人 …` under a title line that happens to have as many words: an entry of a list, no row. */
const LIST_INDEX = /^[ \t]*[([]?\d{1,4}[、.)\]]/

function roleOf(cell: string): ColumnRole {
  for (const [role, pattern] of ROLES) if (pattern.test(cell)) return role
  return 'other'
}

function cellsOf(text: string, separator: Columns['separator']): { text: string; start: number }[] {
  const cells: { text: string; start: number }[] = []
  if (separator === ' ') {
    const word = /\S+/g
    for (let match = word.exec(text); match !== null; match = word.exec(text))
      cells.push({ text: match[0], start: match.index })
    return cells
  }
  let start = 0
  for (const cell of text.split(separator)) {
    cells.push({ text: cell, start })
    start += cell.length + 1
  }
  return cells
}

/** The columns that a line names, when it names a door and people or phones and nothing else; null otherwise. */
export function columnsOf(text: string): Columns | null {
  if (/\d/.test(text)) return null
  const separator = text.includes('\t') ? '\t' : text.includes('|') ? '|' : ' '
  const roles = cellsOf(text, separator).map((cell) => roleOf(cell.text.trim()))
  const known = roles.filter((role) => role !== 'other')
  const place = roles.some((role) => role === 'plate' || role === 'building' || role === 'room')
  const people = roles.includes('headcount') || roles.includes('phone')
  return known.length >= 3 && known.length >= roles.length - 2 && place && people ? { separator, roles } : null
}

/** Whether a line is a row under these columns. Trailing empty cells may be missing. */
export function isRow(text: string, columns: Columns): boolean {
  const cells = cellsOf(text, columns.separator)
  if (columns.separator === ' ')
    return cells.length === columns.roles.length && (columns.roles[0] === 'index' || !LIST_INDEX.test(text))
  if (cells.length < 3 || cells.length > columns.roles.length + 1) return false
  return cells.some(
    (cell, k) =>
      cell.text.trim() !== '' && ['plate', 'building', 'room', 'phone'].includes(columns.roles[k] ?? 'other'),
  )
}

/** The number in a row's index column and where the cells behind it start. */
export function rowIndex(text: string, columns: Columns): { value: number; body: number } | null {
  if (columns.roles[0] !== 'index') return null
  const first = cellsOf(text, columns.separator)[0]
  const match = first === undefined ? null : /^\s*(\d{1,4})\s*[.、]?\s*$/.exec(first.text)
  return first === undefined || match === null
    ? null
    : { value: Number(match[1]), body: Math.min(text.length, first.text.length + 1) }
}

/**
 * A row as a line of text: bare numbers get the word of their column (`3` → `3栋`), names are blanked.
 * `positions` leads every character back to the row; the last is the row's length.
 */
export function rowText(text: string, columns: Columns): { text: string; positions: number[] } {
  let written = ''
  const positions: number[] = []
  const put = (piece: string, at: number, steps: boolean): void => {
    written += piece
    for (let k = 0; k < piece.length; k += 1) positions.push(steps ? at + k : at)
  }
  cellsOf(text, columns.separator).forEach((cell, k) => {
    const role = columns.roles[k] ?? 'other'
    const plain = cell.text.trim()
    put(role === 'name' ? ' '.repeat(cell.text.length) : cell.text, cell.start, true)
    const suffix = SUFFIX[role]
    const bare =
      role === 'headcount'
        ? /^[\d一二两三四五六七八九十]+$/.test(plain)
        : /^[A-Za-z]?\d+[A-Za-z]?$|^[A-Za-z]$/.test(plain)
    if (suffix !== undefined && bare) put(suffix, Math.max(cell.start, cell.start + cell.text.length - 1), false)
    put(' ', Math.min(text.length, cell.start + cell.text.length), true)
  })
  positions.push(text.length)
  return { text: written, positions }
}
