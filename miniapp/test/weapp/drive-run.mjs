// Carrying bags in WeChat's world: signatures are checked where there is no WebCrypto, and nothing counts unconfirmed.
import assert from 'node:assert/strict'
import { until } from './bare-world.mjs'
import { asWorker, UUID_V7 } from './in-world.mjs'
import { forgedDigits, RUN, serialOf, voucherDigits } from './run-replies.mjs'

const kept = (world) => [...world.storage.keys()].filter((key) => key.startsWith('gezhong:person:delivery:'))
/** What was tried again without a network counts once, as it does for the server. */
const sent = (world) => {
  const tries = world.requests.filter(({ url }) => url.endsWith('/api/deliveries'))
  return [...new Map(tries.flatMap(({ data }) => JSON.parse(data).rows).map((row) => [row.id, row])).values()]
}

/** The run is taken onto the phone, then the network goes. */
async function onTheWay(world, state) {
  const page = world.openPage('supplies/run/run', { id: RUN })
  await until('the run is there', () => page.words().includes('装到这部手机'))
  page.tap('装到这部手机')
  await until('the doors are there', () => page.words().includes('1. 中区 32 号'))
  state.offline = true
  world.network({ isConnected: false, networkType: 'none' })
  return page
}

export function runChecks(dist) {
  return [
    [
      'without a network a signed voucher is handed over once it is confirmed, and told once the network is back',
      () =>
        asWorker(dist, async (world, state) => {
          const page = await onTheWay(world, state)
          world.scanned = voucherDigits(serialOf(32))
          page.tap('扫码交付')
          await until('the voucher holds', () => page.words().includes('可以交付'))
          assert.ok(page.words().includes('应收 ¥3.00'))
          assert.deepEqual(kept(world), [], 'nothing counts before it is confirmed')
          page.tap('现金')
          await until('it is said how it was paid', () => JSON.stringify(page.data.root).includes('choice-here'))
          page.tap('已交付')
          await until('scanned again it is known', () => page.words().includes('已送过'))
          // The hand-over, and that the same bag was scanned again.
          assert.equal(kept(world).length, 2)
          state.offline = false
          world.network({ isConnected: true, networkType: 'wifi' })
          await until('it is told', () => kept(world).length === 0)
          const [first, second] = sent(world)
          assert.match(first.id, UUID_V7)
          assert.deepEqual([first.act, first.code], ['handed-over', world.scanned])
          assert.deepEqual([second.act, second.verdict], ['turned-away', 'already-delivered'])
        }),
    ],
    [
      'a voucher that somebody else has signed is refused',
      () =>
        asWorker(dist, async (world, state) => {
          const page = await onTheWay(world, state)
          world.scanned = forgedDigits(serialOf(32))
          page.tap('扫码交付')
          await until('it is told', () => page.words().includes('凭证是假的'))
          assert.ok(!page.words().includes('已交付'))
        }),
    ],
    [
      'who does not let WeChat scan types the eight digits',
      () =>
        asWorker(dist, async (world, state) => {
          const page = await onTheWay(world, state)
          world.privacy = 'not-agreed'
          page.tap('扫码交付')
          await until('it is asked', () => page.words().includes('先请您点个头'))
          page.tap('暂不同意')
          await until('typing is named', () => page.words().includes('没用摄像头'))
          page.type('码下面的 8 位数字', '8765 4323')
          page.tap('查')
          await until('the bag is found', () => page.words().includes('中区 33 号 · 共 1 袋'))
        }),
    ],
  ]
}
