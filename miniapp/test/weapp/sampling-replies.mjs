// What the server answers about a round of tests that is open, with one household of which some were tested.
import { antigenRound } from './antigen-replies.mjs'
import { HOUSEHOLD, id, NOW } from './canned-ids.mjs'

export const ROUND = id(510)
const round = {
  id: ROUND,
  gridId: null,
  state: 'open',
  openedAt: NOW,
  closedAt: null,
  title: '第1轮核酸',
  question: 'who-was-tested',
  method: 'pcr',
  tubeSize: 10,
  startsAt: NOW,
  endsAt: NOW,
  revision: 1,
  repeat: null,
  followedBy: null,
  due: 'everybody',
  sites: [],
}
const person = (number, name, tested) => ({ residentId: id(number), name, ageGroup: 'adult', tested, excused: false })
const sheet = {
  households: [
    {
      householdId: HOUSEHOLD,
      gridCode: '2',
      door: '中区32号',
      priority: false,
      due: 3,
      tested: 1,
      excused: 0,
      missing: 2,
      people: [person(151, '林东', false), person(152, '王秀兰', true)],
    },
  ],
  readAt: NOW,
}
const tubeOf = (opened) => ({
  ...opened,
  gridCode: '2',
  openedByName: '陈志强',
  people: 0,
  outsiders: 0,
  unplaced: 0,
  late: 0,
  sameCode: 0,
})

/** Null for what is not about sampling. */
export function samplingAnswer(path, sent) {
  if (path === '/api/rounds') return { rounds: [round, antigenRound] }
  if (path.endsWith('/sheet')) return sheet
  if (!path.endsWith('/samples')) return null
  const samples = sent.samples.map((sample) => ({ id: sample.id, outcome: 'recorded' }))
  return { samples, tubes: sent.tubes.map(tubeOf), late: false }
}
