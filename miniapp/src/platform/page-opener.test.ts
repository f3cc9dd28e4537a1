import { afterEach, beforeEach, expect, jest, test } from '@jest/globals'
import { pageOpener } from './page-opener.ts'

let down = false
let failed = 0
let fetched: string[] = []
let opened: string[] = []

const opener = () =>
  pageOpener(
    async (page) => {
      fetched.push(page)
      if (down) throw new Error('Loading CSS chunk 175 failed')
    },
    () => {
      failed += 1
    },
  )
const to = (path: string) => [path, () => void opened.push(path)] as const

beforeEach(() => {
  jest.useFakeTimers()
  down = false
  failed = 0
  fetched = []
  opened = []
})
afterEach(() => {
  jest.useRealTimers()
})

test('a page whose code comes is opened, the second time at once', async () => {
  const { open } = opener()
  open(...to('/people/roll/roll?state=missing'))
  await jest.advanceTimersByTimeAsync(0)
  expect(opened).toEqual(['/people/roll/roll?state=missing'])
  open(...to('/people/roll/roll?state=differs'))
  expect(opened).toHaveLength(2)
  expect(fetched).toEqual(['/people/roll/roll'])
})

test('without a network it is said, and the page opens when the network is back', async () => {
  const { open, waiting } = opener()
  down = true
  open(...to('/people/report/report'))
  await jest.advanceTimersByTimeAsync(10_000)
  expect([failed, waiting.get(), opened]).toEqual([1, '/people/report/report', []])
  open(...to('/people/report/report'))
  expect(failed).toBe(2)
  down = false
  await jest.advanceTimersByTimeAsync(3_000)
  expect([waiting.get(), opened]).toEqual([null, ['/people/report/report']])
})

test('only the page wanted last is opened, and none once the person has gone back', async () => {
  const { open, forget, waiting } = opener()
  down = true
  open(...to('/people/report/report'))
  await jest.advanceTimersByTimeAsync(0)
  open(...to('/home/mine/mine'))
  await jest.advanceTimersByTimeAsync(0)
  down = false
  await jest.advanceTimersByTimeAsync(10_000)
  expect(opened).toEqual(['/home/mine/mine'])
  down = true
  open(...to('/people/chain/chain'))
  await jest.advanceTimersByTimeAsync(0)
  forget()
  down = false
  await jest.advanceTimersByTimeAsync(10_000)
  expect([waiting.get(), opened]).toEqual([null, ['/home/mine/mine']])
})
