// Antigen kits in WeChat's world: handed out without a network, handed in once; a photo looked at through a file.
import assert from 'node:assert/strict'
import { until } from './bare-world.mjs'
import { ANTIGEN_ROUND } from './antigen-replies.mjs'
import { asWorker, query, UUID_V7 } from './in-world.mjs'

const place = { ...query, round: ANTIGEN_ROUND }

export function antigenChecks(dist) {
  return [
    [
      'kits are handed to a door without a network, and handed in once it is back',
      () =>
        asWorker(dist, async (world, state) => {
          const page = world.openPage('people/kits/kits', place)
          await until('the doors are there', () => page.words().includes('中区 32 号'))
          state.offline = true
          world.network({ isConnected: false, networkType: 'none' })
          page.tap('中区 32 号')
          await until('one is chosen', () => page.words().includes('发 3 份'))
          page.tap('发 3 份')
          await until('it waits', () => page.words().includes('发了 中区 32 号 3 份'))
          state.offline = false
          world.network({ isConnected: true, networkType: 'wifi' })
          const handed = () =>
            world.requests
              .filter(({ url, method }) => method === 'POST' && url.endsWith('/kits'))
              .map(({ data }) => JSON.parse(data).handed[0].id)
          await until('it is handed in', () => !page.words().includes('没送上去') && handed().length > 0)
          const [first, ...others] = handed()
          assert.match(first, UUID_V7)
          assert.ok(others.every((id) => id === first))
        }),
    ],
    [
      'a positive test is on the list, and its own page says what to do',
      () =>
        asWorker(dist, async (world) => {
          const page = world.openPage('people/self-tests/self-tests', place)
          await until('it is listed', () => page.words().includes('阳性'))
          const home = world.openPage('people/antigen/antigen', place)
          await until('the household is there', () => home.words().includes('还差 3 人'))
          home.tap('一步一步看')
          await until('the steps are there', () => home.words().includes('等15分钟'))
        }),
    ],
  ]
}
