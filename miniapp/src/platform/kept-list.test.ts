import { beforeEach, describe, expect, test } from '@jest/globals'
import { z } from 'zod'
import { myHouseholds } from '@gezhong/shared/people/reports/contract'
import { phone } from '../../test/taro.ts'
import { ACTORS, NOW, refusal } from '../../test/village.ts'
import { call } from './api.ts'
import { forgetLists, keptList, sending } from './kept-list.ts'
import { apart, together } from './kept-shelf.ts'
import { dropSession, expireSession, keepSession } from './session.ts'

const Scan = z.object({
  id: z.string(),
  stall: z.string(),
  outcome: z.string().nullable(),
  photo: z.string().nullable(),
  refusal: z.string().nullable(),
})
type Scan = z.infer<typeof Scan>

const scan = (id: string, over: Partial<Scan> = {}): Scan => ({
  id,
  stall: 'A',
  outcome: null,
  photo: null,
  refusal: null,
  ...over,
})
const signIn = (name: 'worker' | 'resident') =>
  keepSession({ token: name, refreshToken: null, actor: ACTORS[name], expiresAt: NOW })

beforeEach(() => {
  phone.reset()
  forgetLists()
  dropSession()
  signIn('worker')
})

const SHELVES = {
  'all in one place': () => together('scans', Scan),
  'each in a place of its own': () => apart('scans', 'scan', Scan),
}

describe.each(Object.entries(SHELVES))('rows %s', (_, shelf) => {
  const ids = (list: { all: () => readonly Scan[] }) => list.all().map(({ id }) => id)

  test('keep their order, over a restart too, and a changed one stays where it was', () => {
    const list = keptList(shelf())
    for (const id of ['3', '1', '2']) expect(list.put(scan(id))).toBe(true)
    list.change(['1'], (row) => ({ ...row, outcome: 'delivered' }))
    list.put(scan('3', { stall: 'B' }))
    list.drop(['2'])
    const again = keptList(shelf())
    expect(again.all()).toEqual([scan('3', { stall: 'B' }), scan('1', { outcome: 'delivered' })])
  })

  test('are those of one person: nobody else sees, changes or finds them', () => {
    const list = keptList(shelf())
    list.put(scan('1'))
    expireSession()
    expect([list.all(), list.put(scan('2'))]).toEqual([[], false])
    signIn('worker')
    expect(ids(list)).toEqual(['1'])
    signIn('resident')
    expect(list.all()).toEqual([])
    list.put(scan('3'))
    expect([ids(list), ids(keptList(shelf()))]).toEqual([['3'], ['3']])
  })

  test('that a full phone has no room for are said, stay on the screen, and are written with the next', () => {
    const list = keptList(shelf())
    list.put(scan('1'))
    phone.storageFull = true
    expect([list.put(scan('2')), list.change(['1'], (row) => ({ ...row, stall: 'B' }))]).toEqual([false, false])
    expect(list.all()).toEqual([scan('1', { stall: 'B' }), scan('2')])
    expect(ids(keptList(shelf()))).toEqual(['1'])
    phone.storageFull = false
    expect(list.put(scan('3'))).toBe(true)
    expect(keptList(shelf()).all()).toEqual([scan('1', { stall: 'B' }), scan('2'), scan('3')])
  })

  test('of two tabs are all kept', () => {
    const [one, other] = [keptList(shelf()), keptList(shelf())]
    for (const list of [one, other]) expect(list.all()).toEqual([])
    one.put(scan('1'))
    other.put(scan('2'))
    one.put(scan('3'))
    expect(ids(keptList(shelf()))).toEqual(['1', '2', '3'])
  })
})

test('what is too heavy for a full phone is kept without its photo', () => {
  const light = () => together('scans', Scan, (row) => ({ ...row, photo: null }))
  const list = keptList(light())
  const heavy = scan('1', { photo: 'x'.repeat(100) })
  phone.room = 150
  expect(list.put(heavy)).toBe(false)
  expect([list.all(), keptList(light()).all()]).toEqual([[heavy], [scan('1')]])
})

const batches: string[][] = []
let answer: (ids: readonly string[]) => { status: number; body: unknown } | null = () => null

/** As deliveries travel: those of one stall together, three at a time. */
function begin(count: number) {
  batches.length = 0
  phone.answer = () => answer(batches.at(-1)!)
  const list = keptList(together('scans', Scan))
  for (let no = 1; no <= count; no += 1) list.put(scan(`${no}`, { stall: no % 5 === 0 ? 'B' : 'A' }))
  const send = sending({
    list,
    waits: ({ outcome }: Scan) => outcome === null,
    goesWith: (first: Scan, { stall }: Scan) => stall === first.stall,
    most: 3,
    async send(batch: readonly Scan[]) {
      batches.push(batch.map(({ id }) => id))
      await call(myHouseholds)
      return (row) => {
        if (row.id === '2') return { ...row, outcome: 'already' }
        if (row.id === '3') return { ...row, refusal: '不是本网格' }
        return null
      }
    },
    answered: () => batches.push(['answered']),
  })
  return { list, send }
}
const taken = () => ({ status: 200, body: { households: [] } })

test('a long queue travels in batches, and each row gets its own verdict', async () => {
  const { list, send } = begin(8)
  answer = taken
  await Promise.all([send(), send()])
  expect(batches).toEqual([['1', '2', '3'], ['4', '6', '7'], ['5'], ['8'], ['answered']])
  expect(list.all()).toEqual([scan('2', { outcome: 'already' }), scan('3', { refusal: '不是本网格' })])
  await send()
  expect(batches).toHaveLength(5)
})

test('where nothing answers all stays as it was, and goes at the next occasion', async () => {
  const { list, send } = begin(4)
  answer = () => null
  await send()
  answer = () => ({ status: 503, body: refusal('inside') })
  await send()
  expect([batches, list.all().length]).toEqual([
    [
      ['1', '2', '3'],
      ['1', '2', '3'],
    ],
    4,
  ])
  answer = taken
  await send()
  expect(list.all().map(({ id }) => id)).toEqual(['2', '3'])
})

test('a batch that the server refuses stays with the reason, and holds back no other', async () => {
  const { list, send } = begin(4)
  answer = (ids) => (ids.includes('1') ? { status: 409, body: refusal('roll-closed') } : taken())
  await send()
  expect(list.all().map(({ id, refusal: why }) => [id, why?.includes('点名已经结束')])).toEqual([
    ['1', true],
    ['2', true],
    ['3', true],
  ])
})

test('an answer that says nothing of a batch is not asked for again and again', async () => {
  const { list } = begin(1)
  let asked = 0
  const send = sending({
    list,
    waits: () => true,
    async send() {
      asked += 1
      return (row: Scan) => row
    },
    answered: () => undefined,
  })
  await send()
  expect([asked, list.all()]).toEqual([1, [scan('1')]])
})

test('a row made while others travel goes in the same sending', async () => {
  const { list, send } = begin(1)
  answer = () => {
    if (batches.length === 1) list.put(scan('9'))
    return taken()
  }
  await send()
  expect([batches, list.all()]).toEqual([[['1'], ['9'], ['answered']], []])
})

test('nothing of one person travels in the name of the next, not even when it is tried again', async () => {
  const { list, send } = begin(4)
  answer = () => {
    signIn('resident')
    list.put(scan('9'))
    return { status: 401, body: refusal('not-signed-in') }
  }
  await send()
  const bearers = phone.requests.map(({ header }) => header['authorization'])
  expect(bearers).not.toContain('Bearer resident')
  expect([batches, list.all().map(({ id }) => id)]).toEqual([[['1', '2', '3']], ['9']])
})

test('what is let go while it travels holds up nothing that was made since', async () => {
  const { list, send } = begin(1)
  answer = () => {
    list.drop(['1'])
    list.put(scan('9'))
    answer = taken
    return taken()
  }
  await send()
  expect([batches, list.all()]).toEqual([[['1'], ['9'], ['answered']], []])
})
