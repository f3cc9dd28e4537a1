/** A few invented people and places for the tests of the mini-program. */
import type { Actor } from '@gezhong/shared/actor'
import type { Grid } from '@gezhong/shared/grid/communities/contract'
import { ERRORS, type ErrorCode, Refusal } from '@gezhong/shared/errors'
import type { MyNotice, NoticeKind } from '@gezhong/shared/people/agreements/contract'
import { noticeOf } from '@gezhong/shared/people/agreements/notices'
import type { ChainLine, ChainView } from '@gezhong/shared/people/chain/contract'
import type { Household } from '@gezhong/shared/people/ledger/contract'
import { DIFFERENCE_VERDICTS } from '@gezhong/shared/people/reconciliation/verdict'
import type { Receipt } from '@gezhong/shared/people/reports/contract'
import type { GridProgress, Roll } from '@gezhong/shared/people/rolls/contract'

export const id = (number: number): string => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`
export const NOW = '2026-11-23T08:10:00+08:00'

const grid = (number: number, code: string, parentId: string | null): Grid => ({
  id: id(number),
  parentId,
  level: code.includes('-') ? 'sub-grid' : 'grid',
  code,
  name: '',
  outline: null,
})
export const GRIDS: Grid[] = [
  grid(201, '1', null),
  grid(202, '2', null),
  grid(221, '2-1', id(202)),
  grid(222, '2-2', id(202)),
]

export const HOUSEHOLD: Household = {
  id: id(101),
  buildingId: id(102),
  gridId: id(221),
  gridCode: '2-1',
  door: '中区32号',
  headcount: 3,
  phonesMasked: ['188····3570'],
  occupancy: 'occupied',
  priority: false,
  note: '',
  residents: 0,
  revision: 1,
}

const person = (number: number, displayName: string, grant: Partial<Actor['grants'][number]>): Actor => ({
  accountId: id(number),
  communityId: id(900),
  displayName,
  grants: [
    { id: id(number + 10), role: 'resident', gridId: null, gridCode: null, householdId: null, proxy: false, ...grant },
  ],
})
export const ACTORS = {
  resident: person(1, '王秀兰', { householdId: HOUSEHOLD.id }),
  worker: person(2, '陈志强', { role: 'grid-worker', gridId: id(202), gridCode: '2' }),
  secretary: person(3, '林书记', { role: 'command-post' }),
}

export const ROLL: Roll = {
  id: id(500),
  title: '早上住了几人',
  question: 'who-lives-here',
  gridId: null,
  state: 'open',
  openedAt: NOW,
  closedAt: null,
}

export const progressOf = (gridCode: string, missing: number): GridProgress => ({
  gridId: id(300),
  gridCode,
  households: 10 + missing,
  reported: 8,
  differs: 1,
  missing,
  excused: 1,
  expectedPeople: 30,
  reportedPeople: 20,
  excusedPeople: 0,
  missingPeople: 10,
})

export const receiptOf = (headcount: number): Receipt => ({
  report: {
    id: id(700),
    rollId: ROLL.id,
    gridId: HOUSEHOLD.gridId,
    householdId: HOUSEHOLD.id,
    source: 'self',
    text: '',
    door: HOUSEHOLD.door,
    headcount,
    phonesMasked: [],
    remark: '',
    intent: 'report',
    verdict: headcount === HOUSEHOLD.headcount ? 'matched' : 'headcount-differs',
    state: 'standing',
    byName: '王秀兰',
    at: NOW,
  },
  sentence: headcount === HOUSEHOLD.headcount ? '和台账一致' : '人数和台账不同，网格员会核对',
})

export const chainLine = (over: Partial<ChainLine>): ChainLine => ({
  key: `line-${over.line}`,
  line: 1,
  index: 1,
  text: '',
  spans: [],
  door: null,
  headcount: null,
  phonesMasked: [],
  toSettle: (DIFFERENCE_VERDICTS as readonly string[]).includes(over.verdict ?? 'matched') && over.change !== 'gone',
  stillMissing: 0,
  intent: 'report',
  remark: '',
  confidence: 1,
  reasons: [],
  verdict: 'matched',
  household: null,
  candidates: [],
  change: 'new',
  previousText: null,
  fix: null,
  ownReport: null,
  reportId: null,
  ...over,
})

export const chainView = (lines: ChainLine[], counts: Partial<ChainView['counts']> = {}): ChainView => ({
  rollId: ROLL.id,
  gridId: id(202),
  pastes: 0,
  pastedAt: null,
  lastConfirmation: null,
  lastUndo: null,
  lines,
  counts: {
    new: lines.length,
    changed: 0,
    gone: 0,
    same: 0,
    toSettle: 0,
    replacesOwn: 0,
    households: 10,
    missing: 3,
    ...counts,
  },
  missing: [{ householdId: HOUSEHOLD.id, door: HOUSEHOLD.door, headcount: 3 }],
})

export const myNotice = (kind: NoticeKind, over: Partial<MyNotice> = {}): MyNotice => ({
  ...noticeOf(kind, '花厅口村', { place: '', officePhone: '' }),
  answer: null,
  answeredVersion: null,
  answeredAt: null,
  asks: true,
  allows: false,
  ...over,
})

export const refusal = (code: ErrorCode, detail?: string) => ({
  ...new Refusal(code, detail).toProblem(),
  title: ERRORS[code].message,
})
