// What the server answers about households to be called: one, of which two people are missing in a round.
import { GRID, HOUSEHOLD, id, NOW } from './canned-ids.mjs'

const followUp = {
  id: id(600),
  householdId: HOUSEHOLD,
  gridId: GRID,
  gridCode: '2',
  door: '中区32号',
  phonesMasked: ['188····3570'],
  care: true,
  note: '行动不便老人',
  state: 'due',
  missingSince: NOW,
  neverTested: false,
  rounds: [
    { rollId: id(510), title: '第1轮核酸', question: 'who-was-tested', due: 5, done: 3, excused: 0, missing: 2 },
  ],
  attempts: 1,
  last: { kind: 'call', outcome: 'no-answer', at: NOW, byName: '陈志强' },
  nextAt: null,
  assignedTo: null,
  responsible: null,
  claim: { name: '陈志强', mine: true, until: NOW },
  closedAt: null,
}
const whole = { ...followUp, people: [], log: [] }
const after = { ...followUp, id: id(601), door: '中区47号', claim: null, attempts: 0, last: null }

/** Null for what is not about calls. */
export function followUpAnswer(path) {
  if (path === '/api/follow-ups/counts') return { due: 3, visit: 0, later: 0, closed: 0, calledToday: 41 }
  if (path === '/api/follow-ups/next') return { followUp: whole, after }
  if (path === '/api/follow-ups') return { rows: [followUp, after], total: 2 }
  if (path.endsWith('/attempts')) return { followUp, counted: false }
  if (path.endsWith('/claim')) return whole
  return path.endsWith('/release') ? {} : null
}
