// Sampling in WeChat's world: a scanned tube, no network, handed in once.
import assert from 'node:assert/strict'
import { until } from './bare-world.mjs'
import { asWorker, query, UUID_V7 } from './in-world.mjs'

export function samplingChecks(dist) {
  return [
    [
      'a tube is scanned and a household sampled without a network, and handed in once it is back',
      () =>
        asWorker(dist, async (world, state) => {
          world.scanned = 'A1001'
          const page = world.openPage('people/sampling/sampling', query)
          await until('the sheet is read', () => [...world.storage.keys()].some((key) => key.includes('sheet')))
          page.tap('扫管子上的码')
          await until('the tube is open', () => page.words().includes('还能装 10 人'))
          state.offline = true
          world.network({ isConnected: false, networkType: 'none' })
          page.type('找门牌', '32')
          await until('the door is found', () => page.words().includes('中区 32 号'))
          page.tap('中区 32 号')
          await until('its people are there', () => page.words().includes('林东'))
          page.tap('林东')
          await until('one is ticked', () => page.words().includes('记下 1 人'))
          page.tap('记下 1 人')
          await until('it waits', () => page.words().includes('1 人的采样'))
          state.offline = false
          world.network({ isConnected: true, networkType: 'wifi' })
          await until('it is handed in', () => !page.words().includes('1 人的采样'))
          const [first, ...others] = world.requests
            .filter(({ url }) => url.endsWith('/samples'))
            .map(({ data }) => JSON.parse(data).samples[0].id)
          assert.match(first, UUID_V7)
          assert.ok(others.every((id) => id === first))
        }),
    ],
  ]
}
