// A household's round of tests in WeChat's world: its code on the screen, read by a sampler's phone.
import assert from 'node:assert/strict'
import { until } from './bare-world.mjs'
import { as, asWorker, query } from './in-world.mjs'

/** Of the canned household in the canned community. */
const CODE = 'GZ1:H:0000000001R0100000000001040280NZ'

export function ownRoundsChecks(dist) {
  return [
    [
      'a household shows its code without a network, in one small piece, on a bright screen',
      () =>
        as('resident2', dist, async (world, state) => {
          state.answer = 'given'
          const page = world.openPage('home/today/today')
          await until('the round is there', () => page.words().includes('第1轮核酸'))
          assert.ok(page.words().includes('! 还没采样'))
          state.offline = true
          world.network({ isConnected: false, networkType: 'none' })
          page.tap('出示采样码')
          await until('the code is drawn', () => JSON.stringify(page.data).split('qr-bar').length > 100)
          await until('the screen is bright', () => world.brightness === 1)
          assert.ok(world.largestSetData < 100_000, `${world.largestSetData} bytes`)
          page.tap('关闭')
          await until('the screen is as before', () => world.brightness === 0.5)
        }),
    ],
    [
      'a sampler scans a household’s code and has its people; what else is scanned says what it is',
      () =>
        asWorker(dist, async (world) => {
          world.scanned = 'A1001'
          const page = world.openPage('people/sampling/sampling', query)
          await until('the sheet is read', () => [...world.storage.keys()].some((key) => key.includes('sheet')))
          page.tap('扫管子上的码')
          await until('the tube is open', () => page.words().includes('还能装 10 人'))
          page.tap('扫采样码')
          await until('the tube is told from a code', () => page.words().includes('这是管子上的码'))
          world.scanned = CODE.slice(0, 30)
          page.tap('扫采样码')
          await until('a broken code is told', () => page.words().includes('这个码不完整'))
          world.scanned = CODE
          page.tap('扫采样码')
          await until('its people are there', () => page.words().includes('林东'))
        }),
    ],
  ]
}
