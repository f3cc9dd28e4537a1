// What the server answers about an antigen round that is open, with one household that has no kit yet.
import { HOUSEHOLD, id, NOW } from './canned-ids.mjs'

export const ANTIGEN_ROUND = id(511)
export const antigenRound = {
  id: ANTIGEN_ROUND,
  gridId: null,
  state: 'open',
  openedAt: NOW,
  closedAt: null,
  title: '第1轮抗原',
  question: 'who-was-tested',
  method: 'antigen',
  tubeSize: 1,
  startsAt: NOW,
  endsAt: NOW,
  revision: 1,
  repeat: null,
  followedBy: null,
  due: 'everybody',
  sites: [],
}
const numbers = { due: 3, done: 0, excused: 0, missing: 3 }
const home = { householdId: HOUSEHOLD, door: '中区32号', kits: 0, ...numbers }
const test = {
  id: id(601),
  roundId: ANTIGEN_ROUND,
  householdId: HOUSEHOLD,
  door: '中区32号',
  gridCode: '2',
  residentId: null,
  residentName: null,
  people: 1,
  result: 'positive',
  source: 'self',
  noPhoto: null,
  photo: 'there',
  takenAt: NOW,
  receivedAt: NOW,
  late: false,
  verdict: null,
  undone: false,
  counts: true,
}
const household = {
  ...home,
  roundId: ANTIGEN_ROUND,
  title: '第1轮抗原',
  state: 'open',
  endsAt: NOW,
  people: [],
  tests: [],
}

/** Null for what is not about antigen rounds. */
export function antigenAnswer(path, sent) {
  if (path.endsWith('/kits/numbers')) return { grids: [] }
  if (path.endsWith('/kits')) {
    if (sent.handed === undefined) return { rows: [{ ...home, gridCode: '2' }], total: 1 }
    return { handed: sent.handed.map((one) => ({ id: one.id, outcome: 'recorded' })), late: false }
  }
  if (path.includes('/households/') && path.endsWith('/self-tests')) return household
  if (path.endsWith('/photo/look')) return { kind: 'jpeg', base64: '/9j/2Q==' }
  if (!path.endsWith('/self-tests')) return null
  return sent.result === undefined ? { rows: [test], total: 1 } : { ...test, id: sent.id }
}
