// Ordering at a stall in WeChat's world: by a household from the menu, and by a worker from the group's chain.
import assert from 'node:assert/strict'
import { until } from './bare-world.mjs'
import { CABBAGE, GRID, HOUSEHOLD, STALL } from './canned-ids.mjs'
import { as, asWorker, query, UUID_V7 } from './in-world.mjs'

const posted = (world, end) => world.requests.filter(({ url, method }) => method === 'POST' && url.endsWith(end))

export function marketChecks(dist) {
  return [
    [
      'a household goes from the stalls to one of 200 things, orders once, with a proper key, and sees the code to pay by',
      () =>
        as('resident2', dist, async (world) => {
          const stalls = world.openPage('supplies/stalls/stalls')
          await until('the stall is there', () => stalls.words().includes('看菜单'))
          stalls.tap('看菜单')
          const path = `/supplies/stall/stall?id=${STALL}`
          await until('it leads to the menu', () => world.opened.some(({ url }) => url === path))
          const page = world.openPage('supplies/stall/stall', { id: STALL })
          await until('the menu is whole', () => page.words().includes('菜199'))
          assert.ok(world.largestSetData < 400_000, `${world.largestSetData} bytes`)
          page.tap('大白菜加0.5斤')
          await until('it is added up', () => page.words().includes('¥0.75'))
          assert.ok(world.storage.get(`gezhong:person:draft:cart:${STALL}:${HOUSEHOLD}`) !== undefined)
          page.tap('下单')
          await until('the order is there', () => page.words().includes('已经订了'))
          const [sent, ...more] = posted(world, '/api/orders')
          assert.deepEqual(more, [])
          assert.match(sent.header['idempotency-key'], UUID_V7)
          assert.deepEqual(JSON.parse(sent.data).lines, [{ itemId: CABBAGE, milli: 500, priceFen: 150 }])
          await until('what is owed is there', () => page.words().includes('转账付款'))
          page.tap('转账付款')
          await until('the collector’s code is there', () => page.words().includes('截个图'))
        }),
    ],
    [
      'a worker pastes an order chain of 300 households, and orders for all with one tap',
      () =>
        asWorker(dist, async (world) => {
          const page = world.openPage('supplies/order-chain/order-chain', query)
          await until('the box is there', () => page.words().includes('粘贴接龙'))
          page.type('接龙原文', '#接龙\n1. 中区1号 白菜2斤 18800003570')
          await until('the lines are there', () => page.words().includes('订上 300 户'))
          const { value } = world.storage.get(`gezhong:person:draft:order-chain:${STALL}:${GRID}`)
          assert.ok(value.text.startsWith('#接龙'))
          assert.ok(world.largestSetData > 1000 && world.largestSetData < 200_000, `${world.largestSetData} bytes`)
          page.tap('订上 300 户')
          await until('it says what was done', () => page.words().includes('订上了 300 户'))
          assert.equal(posted(world, `/chains/${GRID}`).length, 1)
        }),
    ],
  ]
}
