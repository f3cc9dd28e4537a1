// A small village that answers the contract; the client inside the build checks every reply against it.
import { GRID, HOUSEHOLD, id, NOW, ROLL } from './canned-ids.mjs'
import { followUpAnswer } from './follow-up-replies.mjs'
import { ownRoundsAnswer } from './own-rounds-replies.mjs'
import { marketAnswer } from './market-replies.mjs'
import { antigenAnswer } from './antigen-replies.mjs'
import { runAnswer } from './run-replies.mjs'
import { samplingAnswer } from './sampling-replies.mjs'

const household = {
  id: HOUSEHOLD,
  buildingId: id(102),
  gridId: GRID,
  gridCode: '2',
  door: '中区32号',
  headcount: 3,
  phonesMasked: ['188····3570'],
  occupancy: 'occupied',
  priority: false,
  note: '',
  residents: 0,
  revision: 1,
}
const grant = { id: id(11), role: 'resident', gridId: null, gridCode: null, householdId: HOUSEHOLD }
const actor = (name, over) => ({
  accountId: id(1),
  communityId: id(900),
  displayName: name,
  grants: [{ ...grant, ...over }],
})
const ACTORS = {
  resident2: actor('王秀兰', {}),
  newcomer: { accountId: id(4), communityId: id(900), displayName: '新来的', grants: [] },
  worker2: actor('陈志强', { role: 'grid-worker', gridId: GRID, gridCode: '2', householdId: null }),
}
const roll = {
  id: ROLL,
  title: '早上住了几人',
  question: 'who-lives-here',
  gridId: null,
  state: 'open',
  openedAt: NOW,
  closedAt: null,
}
const report = (over) => ({
  id: id(700),
  rollId: ROLL,
  gridId: GRID,
  householdId: HOUSEHOLD,
  source: 'self',
  text: '',
  door: household.door,
  headcount: 3,
  phonesMasked: [],
  remark: '',
  intent: 'report',
  verdict: 'matched',
  state: 'standing',
  byName: '王秀兰',
  at: NOW,
  ...over,
})
const place = { householdId: HOUSEHOLD, door: household.door, headcount: 3 }
const standing = {
  ...place,
  buildingId: id(102),
  gridId: GRID,
  gridCode: '2',
  state: 'missing',
  reported: null,
  stillMissing: 0,
  reportId: null,
  reportedAt: null,
  phonesMasked: ['188····3570'],
  priority: true,
  note: '',
  responsibleName: '陈志强',
}
const line = (number) => ({
  key: `line-${number}`,
  line: number,
  index: number,
  text: `中区${number}号 3人 188····3570`,
  spans: [{ start: 0, end: 3 + String(number).length, field: 'door' }],
  door: `中区${number}号`,
  headcount: 3,
  phonesMasked: ['188····3570'],
  intent: 'report',
  remark: '',
  confidence: 1,
  reasons: [],
  verdict: number % 10 === 0 ? 'unknown-door' : 'matched',
  toSettle: number % 10 === 0,
  stillMissing: 0,
  household: null,
  candidates: [],
  change: 'new',
  previousText: null,
  fix: null,
  ownReport: null,
  reportId: null,
})
const chain = (lines) => ({
  rollId: ROLL,
  gridId: GRID,
  pastes: 0,
  pastedAt: null,
  lastConfirmation: null,
  lastUndo: null,
  lines,
  counts: { new: lines.length, changed: 0, gone: 0, same: 0, toSettle: 0, replacesOwn: 0, households: 244, missing: 3 },
  missing: [place],
})
const difference = {
  id: id(800),
  rollId: ROLL,
  rollTitle: roll.title,
  gridId: GRID,
  gridCode: '2',
  kind: 'headcount-differs',
  sampled: null,
  state: 'open',
  household: { ...place, headcount: 4 },
  ledgerPhonesMasked: [],
  report: report({ verdict: 'headcount-differs' }),
  candidates: [],
  ownerAccountId: null,
  ownerName: null,
  dueAt: NOW,
  openedAt: NOW,
  decision: null,
  decidedByName: null,
  decidedAt: null,
  reason: '',
  revision: 1,
}
const progress = {
  gridId: GRID,
  gridCode: '2',
  households: 244,
  reported: 240,
  differs: 1,
  missing: 3,
  excused: 0,
  expectedPeople: 900,
  reportedPeople: 890,
  missingPeople: 10,
}

const notice = ({ answer = null }) => ({
  kind: 'privacy',
  version: 1,
  day: '2026-11-26',
  title: '个人信息告知书',
  parts: [{ heading: '记些什么', lines: ['您家的门牌号、住几个人。'] }],
  stops: '不同意，您就不能在网上自己上报。',
  goesOn: '买菜、求助都照常。',
  withdrawing: '您以前自己报的电话和说明马上抹掉。',
  answer,
  answeredVersion: answer === null ? null : 1,
  answeredAt: answer === null ? null : NOW,
  asks: answer === null,
  allows: answer === 'given',
})
const correction = {
  id: id(850),
  householdId: HOUSEHOLD,
  about: 'headcount',
  text: '只有两个人',
  state: 'asked',
  askedAt: NOW,
}
const ownData = {
  readAt: NOW,
  account: {
    displayName: '王秀兰',
    createdAt: NOW,
    phonesMasked: ['188····3570'],
    phoneProvedAt: NOW,
    wechatBoundAt: null,
    messagesLeft: 0,
    hasPassword: false,
    hasSecondFactor: false,
    sessions: [{ page: 'phone', device: '安卓手机', openedAt: NOW, usedAt: NOW }],
  },
  bonds: [{ door: household.door, proxy: false, cameBy: 'phone', since: NOW, until: null }],
  posts: [],
  carrying: { trainings: [], credentials: [] },
  households: [
    {
      householdId: HOUSEHOLD,
      door: household.door,
      gridCode: '2',
      headcount: 3,
      phonesMasked: ['188····3570'],
      occupancy: 'occupied',
      priority: false,
      people: [],
      changes: [],
      slips: [],
      proxies: [],
      samples: [],
      kits: [],
      selfTests: [],
      orders: [],
      payments: [],
      results: [],
      exemptions: [],
      calls: [],
      reminders: [],
      looks: Array.from({ length: 500 }, () => ({ at: NOW, role: 'grid-worker' })),
    },
  ],
  reports: [],
  requests: [],
  corrections: [{ ...correction, reason: '', decidedAt: null }],
  agreements: [{ kind: 'privacy', version: 1, answer: 'given', at: NOW }],
}

/** Answers a request of the mini-program; null is a network that is not there. */
export function villageAnswer(state) {
  return ({ method, url, header, data }) => {
    if (state.offline) return null
    const path = url.replace(/^https?:\/\/[^/]+/, '').replace(/\?.*/, '')
    const ok = (body) => ({ status: 200, body })
    const sent = data === undefined ? {} : JSON.parse(data)
    const me = ACTORS[(header.authorization ?? '').replace('Bearer ', '')]
    if (path === '/api/demo/identities') {
      return ok({ identities: [{ name: 'resident2', displayName: '王秀兰', role: 'resident', place: '中区32号' }] })
    }
    if (path === '/api/demo/sign-in')
      return ok({ token: sent.name, refreshToken: null, actor: ACTORS[sent.name], expiresAt: NOW })
    if (me === undefined) return { status: 401, body: { type: 'x', title: 'x', status: 401, code: 'not-signed-in' } }
    if (path === '/api/community') {
      return ok({ id: id(900), name: '花厅口村', placeNames: [], areaCode: null, zoneStatus: 'controlled' })
    }
    if (path === '/api/grids') {
      const grid = { parentId: null, level: 'grid', name: '', outline: null }
      return ok({
        grids: [
          { ...grid, id: id(201), code: '1' },
          { ...grid, id: GRID, code: '2' },
        ],
      })
    }
    if (path === '/api/homes') return ok({ found: [], request: null })
    const sampling = samplingAnswer(path, sent)
    if (sampling !== null) return ok(sampling)
    const followUp = followUpAnswer(path)
    if (followUp !== null) return ok(followUp)
    const rounds = ownRoundsAnswer(path, method)
    if (rounds !== null) return ok(rounds)
    const antigen = antigenAnswer(path, sent)
    if (antigen !== null) return ok(antigen)
    const market = marketAnswer(path, method, sent, state)
    if (market !== null) return ok(market)
    const carried = runAnswer(path, sent)
    if (carried !== null) return ok(carried)
    if (path === '/api/rolls') return ok({ rolls: [roll] })
    if (path === '/api/notices') return ok({ notices: [notice(state)], office: { place: '', officePhone: '' } })
    if (path === '/api/notices/privacy/answer') {
      state.answer = sent.agreed ? 'given' : 'declined'
      return ok(notice(state))
    }
    if (path === '/api/my/households') {
      return ok({
        households: [{ household, gridTitle: '第2网格', asked: [{ roll, receipt: state.receipt, replacedOwn: null }] }],
      })
    }
    if (path === '/api/my/subscriptions') return ok({ templates: [] })
    if (path === '/api/own/credential') return ok({ credential: null, today: '2026-11-23' })
    if (path === '/api/my/data') return ok(ownData)
    if (path === '/api/my/data/export') {
      return ok({ fileName: 'x.txt', contentType: 'text/plain', content: `我的手机号 18800003570 ${sent.form}` })
    }
    if (path === '/api/corrections') {
      return ok({ corrections: [{ ...correction, door: household.door, displayName: '王秀兰', ownerName: null }] })
    }
    if (path.endsWith('/phone')) return ok({ phones: ['18800003570'] })
    if (path === `/api/rolls/${ROLL}/reports` && method === 'POST') {
      state.receipt = { report: report({ id: sent.id, headcount: sent.headcount }), sentence: '和台账一致' }
      return ok(state.receipt)
    }
    if (path.endsWith('/reports')) return ok({ reports: state.receipt === null ? [] : [state.receipt.report] })
    if (path.startsWith('/api/households/')) return ok({ ...household, people: [] })
    if (path.endsWith('/progress')) return ok({ rollId: ROLL, revision: 1, openDifferences: 1, grids: [progress] })
    if (path.endsWith('/standing')) return ok({ rows: [standing], total: 1 })
    if (path.endsWith('/preview')) return ok(chain(Array.from({ length: 1000 }, (_, index) => line(index + 1))))
    if (path.includes('/chains/')) return ok(chain([]))
    if (path === '/api/differences') return ok({ rows: [difference], total: 1, byKind: {} })
    return { status: 404, body: { type: 'x', title: 'x', status: 404, code: 'not-found' } }
  }
}
