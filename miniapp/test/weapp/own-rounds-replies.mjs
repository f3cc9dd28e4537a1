// What the server answers a household about its round of tests, and about who need not come.
import { HOUSEHOLD, id, NOW } from './canned-ids.mjs'
import { ROUND } from './sampling-replies.mjs'

const person = { name: null, ageGroup: 'adult', state: 'missing', sampledAt: null, outcome: null, excuse: null }
const round = {
  id: ROUND,
  title: '第1轮核酸',
  method: 'pcr',
  state: 'open',
  startsAt: NOW,
  endsAt: '2026-11-23T11:00:00+08:00',
  closedAt: null,
  due: 3,
  tested: 1,
  excused: 0,
  missing: 2,
  people: [
    { ...person, residentId: id(151), name: '林东' },
    { ...person, residentId: id(152), name: '王秀兰', state: 'sampled', sampledAt: NOW, outcome: 'pending' },
  ],
  unnamed: { tested: 0, excused: 0, missing: 1, sampledAt: null, excuse: null, outcomes: [] },
  sites: [{ id: id(601), place: '祠堂埕', opensAt: NOW, closesAt: '2026-11-23T11:00:00+08:00' }],
}
const exemption = {
  id: id(610),
  householdId: HOUSEHOLD,
  residentId: id(151),
  people: 1,
  reason: 'bedridden',
  fromDay: '2026-11-23',
  untilDay: '2026-11-30',
  door: '中区32号',
  gridCode: '2',
  residentName: '林东',
  note: '',
  state: 'asked',
  askedByName: '王秀兰',
  byHousehold: true,
  askedAt: NOW,
  decidedByName: null,
  decidedAt: null,
}

/** Null for what is not about them. */
export function ownRoundsAnswer(path, method) {
  if (path === '/api/my/rounds')
    return { households: [{ householdId: HOUSEHOLD, rounds: [round], asks: [] }], readAt: NOW }
  if (path !== '/api/exemptions') return null
  return method === 'POST'
    ? exemption
    : { rows: [exemption], total: 1, counts: { asked: 1, approved: 0, refused: 0, ended: 0 }, soon: 0 }
}
