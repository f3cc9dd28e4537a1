import { beforeEach, expect, test } from '@jest/globals'
import { array, assert, asyncProperty, constantFrom } from 'fast-check'
import type { SampleBatch } from '@gezhong/shared/people/sampling/contract'
import { phone } from '../../../test/taro.ts'
import { ACTORS, id, NOW, refusal } from '../../../test/village.ts'
import { keepSession, dropSession } from '../../platform/session.ts'
import { addTube, answersSoFar, changeTube, dropTube, keptTubes } from './kept-tubes.ts'
import { isInDoubt, sendAgain, sendSamples } from './send-samples.ts'
import { isPast, sheetNow } from './sheet-numbers.ts'
import { type KeptTube, peopleIn, record, takeBack, waitingPeople } from './swabs.ts'
import { forgetLists } from '../../platform/kept-list.ts'

/** What a server does with a sending: each swab once, by its id; what is unknown needs no undoing. */
class Village {
  samples = new Map<string, { people: number; undone: boolean }>()
  received: SampleBatch[] = []
  unplaced = new Set<string>()
  sameCode = 0

  take(batch: SampleBatch) {
    this.received.push(batch)
    for (const sample of batch.samples)
      if (!this.samples.has(sample.id)) this.samples.set(sample.id, { people: sample.people, undone: false })
    for (const gone of batch.undone) {
      const known = this.samples.get(gone)
      if (known) known.undone = true
    }
    return {
      samples: batch.samples.map((sample) => ({
        id: sample.id,
        outcome: this.unplaced.has(sample.id) ? ('unplaced' as const) : ('recorded' as const),
      })),
      tubes: batch.tubes.map((tube) => ({
        id: tube.id,
        code: tube.code,
        gridId: tube.gridId,
        gridCode: '2',
        openedByName: '陈志强',
        openedAt: NOW,
        people: 0,
        outsiders: 0,
        unplaced: 0,
        late: 0,
        sameCode: this.sameCode,
      })),
      late: false,
    }
  }

  get people() {
    return [...this.samples.values()].reduce((sum, { people, undone }) => (undone ? sum : sum + people), 0)
  }
}

let village = new Village()
let next = 0
const tubeOf = (number: number, over: Partial<KeptTube> = {}): KeptTube => ({
  id: id(number),
  roundId: id(500),
  gridId: id(202),
  code: `A${number}`,
  openedAt: NOW,
  finished: false,
  sameCode: 0,
  warned: false,
  toldUnplaced: 0,
  refusal: null,
  swabs: [],
  ...over,
})
const put = (tubeId: string, people: number): string => {
  next += 1
  const swab = { householdId: id(101), residentId: null, outsider: null, people, door: '中区 32 号', who: '' }
  const act = `act ${next}`
  changeTube(tubeId, (tube) => record(tube, act, NOW, [{ ...swab, id: id(10_000 + next) }]))
  return act
}
const here = () => keptTubes().reduce((sum, tube) => sum + peopleIn(tube), 0)
const answering = () => {
  phone.answer = ({ data }) => ({ status: 200, body: village.take(JSON.parse(data!) as SampleBatch) })
}

function begin(): void {
  phone.reset()
  forgetLists()
  dropSession()
  village = new Village()
  keepSession({ token: 'worker', refreshToken: null, actor: ACTORS.worker, expiresAt: NOW })
  addTube(tubeOf(1))
}
beforeEach(begin)

const STEPS = ['record', 'undo', 'undo-last', 'next', 'send', 'lose', 'lose-reply', 'twice', 'reopen', 'late'] as const

test('any order of recording, undoing, sending and losing ends with each swab exactly once', async () => {
  await assert(
    asyncProperty(array(constantFrom(...STEPS), { maxLength: 40 }), async (steps) => {
      begin()
      let tube = id(1)
      const acts: [string, string][] = []
      const delayed: SampleBatch[] = []
      for (const step of steps) {
        if (step === 'record') acts.push([tube, put(tube, 1 + (acts.length % 3))])
        const undone = step === 'undo' ? acts.shift() : step === 'undo-last' ? acts.pop() : undefined
        if (undone) changeTube(undone[0], (now) => takeBack(now, undone[1]))
        if (step === 'next') {
          changeTube(tube, (now) => ({ ...now, finished: true }))
          next += 1
          tube = id(next)
          addTube(tubeOf(next))
        }
        // The page is closed, and what is kept is all that is known.
        if (step === 'reopen') forgetLists()
        if (step === 'send') answering()
        if (step === 'lose')
          phone.answer = ({ data }) => {
            delayed.push(JSON.parse(data!) as SampleBatch)
            return null
          }
        if (step === 'lose-reply')
          phone.answer = ({ data }) => {
            village.take(JSON.parse(data!) as SampleBatch)
            return null
          }
        if (step === 'twice') village.received.slice(-1).forEach((batch) => village.take(batch))
        // What was thought lost arrives after all, long after.
        if (step === 'late') delayed.splice(0).forEach((batch) => village.take(batch))
        if (['send', 'lose', 'lose-reply'].includes(step)) await sendSamples()
        phone.answer = () => null
      }
      answering()
      await sendSamples()
      delayed.forEach((batch) => village.take(batch))
      expect(waitingPeople(keptTubes())).toBe(0)
      expect(village.people).toBe(here())
    }),
    { numRuns: 300 },
  )
})

test('what is undone before it left the phone is never sent; what may have left is sent with its undoing', async () => {
  changeTube(id(1), (tube) => takeBack(tube, put(id(1), 2)))
  const gone = put(id(1), 2)
  changeTube(id(1), (tube) => takeBack(tube, gone))
  await sendSamples()
  expect(phone.requests).toHaveLength(0)
  const doubtful = put(id(1), 3)
  await sendSamples()
  expect(isInDoubt()).toBe(true)
  changeTube(id(1), (tube) => takeBack(tube, doubtful))
  answering()
  await sendSamples()
  expect([village.received[0]!.samples.length, village.received[0]!.undone.length]).toEqual([1, 1])
  expect([village.people, isInDoubt()]).toEqual([0, false])
})

test('a tube that the server does not take keeps everything, says why, and holds back no other', async () => {
  put(id(1), 2)
  addTube(tubeOf(2))
  put(id(2), 3)
  phone.answer = ({ data }) => {
    const batch = JSON.parse(data!) as SampleBatch
    if (batch.tubes[0]!.id === id(1)) return { status: 403, body: refusal('not-allowed') }
    return { status: 200, body: village.take(batch) }
  }
  await sendSamples()
  await sendSamples()
  expect(village.people).toBe(3)
  expect(keptTubes()[0]!.refusal).not.toBeNull()
  expect([phone.requests.length, waitingPeople(keptTubes())]).toEqual([2, 2])
  answering()
  sendAgain(id(1))
  await sendSamples()
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect([village.people, keptTubes()[0]!.refusal]).toEqual([5, null])
})

test('a busy server and an ended session refuse nothing', async () => {
  put(id(1), 2)
  phone.answer = () => ({ status: 503, body: refusal('inside') })
  await sendSamples()
  expect([keptTubes()[0]!.refusal, waitingPeople(keptTubes())]).toEqual([null, 2])
})

test('nothing of one person is shown to, or sent by, the next on this phone', async () => {
  put(id(1), 2)
  keepSession({ token: 'secretary', refreshToken: null, actor: ACTORS.secretary, expiresAt: NOW })
  expect(keptTubes()).toEqual([])
  answering()
  await sendSamples()
  expect(village.received).toEqual([])
  expect(JSON.stringify([...phone.storage])).not.toContain('中区 32 号')
})

test('a full phone is told, and what is only on the screen is sent all the same', async () => {
  phone.storageFull = true
  const written = changeTube(id(1), (tube) => ({ ...tube, code: 'B2' }))
  put(id(1), 2)
  expect([written, here()]).toEqual([false, 2])
  answering()
  await sendSamples()
  expect(village.people).toBe(2)
})

const person = (number: number, over = {}) => ({
  residentId: id(number),
  name: '林东',
  ageGroup: 'adult' as const,
  tested: false,
  excused: false,
  homeVisit: false,
  ...over,
})
const SHEET = {
  households: [
    {
      householdId: id(101),
      gridCode: '2',
      door: '中区32号',
      priority: false,
      due: 4,
      tested: 0,
      excused: 1,
      missing: 3,
      unnamedVisits: 0,
      people: [person(1), person(2, { excused: true })],
    },
  ],
  readAt: NOW,
  answers: 0,
}
const numbers = (sheet: typeof SHEET) => {
  const [{ due, tested, excused, missing } = SHEET.households[0]!] = sheetNow(sheet, keptTubes())
  expect(due).toBe(tested + excused + missing)
  return [tested, missing]
}

test('the numbers on the screen count what waits, once, also when a fresh sheet counts some of it', async () => {
  const act = put(id(1), 2)
  expect(numbers(SHEET)).toEqual([2, 1])
  answering()
  await sendSamples()
  expect(numbers(SHEET)).toEqual([2, 1])
  const [household] = SHEET.households
  const fresh = { ...SHEET, answers: answersSoFar(), households: [{ ...household!, tested: 2, missing: 1 }] }
  expect(numbers(fresh)).toEqual([2, 1])
  changeTube(id(1), (tube) => takeBack(tube, act))
  expect(numbers(fresh)).toEqual([0, 3])
  put(id(1), 7)
  expect(numbers(SHEET)).toEqual([3, 0])
})

test('what the server could not place does not count for the household', async () => {
  put(id(1), 2)
  village.unplaced.add(id(10_000 + next))
  answering()
  await sendSamples()
  expect(numbers(SHEET)).toEqual([0, 3])
})

test('a tube is let go only when it is finished, sent, and counted by the sheet', async () => {
  put(id(1), 2)
  const past = (answers: number) => isPast(keptTubes()[0]!, { ...SHEET, answers })
  expect(past(9)).toBe(false)
  answering()
  await sendSamples()
  expect(past(1)).toBe(false)
  changeTube(id(1), (tube) => ({ ...tube, finished: true }))
  expect([past(0), past(1)]).toEqual([false, true])
  dropTube(id(1))
  forgetLists()
  expect(keptTubes()).toEqual([])
})
