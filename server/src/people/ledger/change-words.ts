import { CHILD_NEED_WORDS, type ChildNeed } from '@gezhong/shared/people/ledger/child-names'
import { OCCUPANCY_WORDS, type LedgerChange, type Occupancy } from '@gezhong/shared/people/ledger/contract'
import { maskPhone } from '@gezhong/shared/people/phone'
import { maskText } from '../../security/mask-text.ts'
import type { BuildingState, HouseholdState, ResidentState } from './states.ts'

type AnyState = Partial<BuildingState & HouseholdState & ResidentState>
type Fields = LedgerChange['fields']

/** Ids that a change may name, in words. */
export interface Names {
  accounts: ReadonlyMap<string, string>
  grids: ReadonlyMap<string, string>
}

const NOBODY: Names = { accounts: new Map(), grids: new Map() }

const squareMetres = (value: unknown): string => (value === null ? '未知' : `${String(value)} 平方米`)
const plain = (value: unknown): string => (value === null || value === undefined ? '未知' : String(value))

/** The fields people read, in this order; what is not here (which building, the drawn outline) says nothing to them. */
const WORDS: Partial<Record<keyof AnyState, [field: string, say: (value: never, names: Names) => string]>> = {
  gridId: ['网格', (id: string, names) => names.grids.get(id) ?? ''],
  headcount: ['人数', (count: number | null) => (count === null ? '未知' : `${count} 人`)],
  phones: ['电话', (phones: string[]) => (phones.length === 0 ? '无' : phones.map(maskPhone).join('、'))],
  occupancy: ['居住', (occupancy: Occupancy) => OCCUPANCY_WORDS[occupancy]],
  priority: ['优先', (priority: boolean) => (priority ? '是' : '否')],
  name: ['姓名', (name: unknown) => (name === null ? '不记名' : maskText(plain(name)))],
  ageGroup: ['年龄', (group: ResidentState['ageGroup']) => (group === 'adult' ? '成人' : '儿童')],
  namedFor: ['为什么记名', (need: ChildNeed | null) => (need === null ? '无' : CHILD_NEED_WORDS[need])],
  guardian: ['同意的监护人', (guardian: string | null) => (guardian === null ? '无' : maskText(guardian))],
  note: ['备注', (note: string) => (note === '' ? '无' : maskText(note))],
  responsibleAccountId: [
    '负责人',
    (id: string | null, names) => (id === null ? '无' : (names.accounts.get(id) ?? '已离队人员')),
  ],
  parcelCode: ['宗地代码', plain],
  unitCode: ['不动产单元代码', plain],
  floors: ['层数', (floors: number | null) => (floors === null ? '未知' : `${floors} 层`)],
  structure: ['结构', (structure: unknown) => maskText(plain(structure))],
  landArea: ['用地面积', squareMetres],
  footprintArea: ['占地面积', squareMetres],
  floorArea: ['建筑面积', squareMetres],
}

/** Nothing worth saying when something is added or taken out. */
const EMPTY = new Set(['未知', '无', '否', ''])

/** A change field by field, phones masked. Of something added or taken out, only what is known. */
export function wordsOf(content: { before: object | null; after: object | null }, names: Names = NOBODY): Fields {
  const before = content.before as AnyState | null
  const after = content.after as AnyState | null
  const fields: Fields = []
  for (const [key, [field, say]] of Object.entries(WORDS) as [
    keyof AnyState,
    (typeof WORDS)[keyof AnyState] & object,
  ][]) {
    const was = before !== null && key in before ? say(before[key] as never, names) : ''
    const becomes = after !== null && key in after ? say(after[key] as never, names) : ''
    const whole = before === null || after === null
    if (whole && EMPTY.has(was) && EMPTY.has(becomes)) continue
    if (was !== '' || becomes !== '') fields.push({ field, before: was, after: becomes })
  }
  return fields
}

/** The accounts and grids that some contents name, to be looked up at once. */
export function namedIn(contents: readonly { before: object | null; after: object | null }[]): string[] {
  const states = contents.flatMap(({ before, after }) => [before, after]) as (AnyState | null)[]
  return states.flatMap((state) => state?.responsibleAccountId ?? [])
}
