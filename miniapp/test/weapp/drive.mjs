// The built mini-program, driven in the bare world: launch, every page, taps, offline, sizes.
import assert from 'node:assert/strict'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { until } from './bare-world.mjs'
import { COMMUNITY, GRID, ROLL } from './canned-ids.mjs'
import { ownRoundsChecks } from './drive-own-rounds.mjs'
import { antigenChecks } from './drive-antigen.mjs'
import { marketChecks } from './drive-market.mjs'
import { runChecks } from './drive-run.mjs'
import { samplingChecks } from './drive-sampling.mjs'
import { as, asWorker, inWorld, query, signIn, UUID_V7 } from './in-world.mjs'

const ASKED = '先请您点个头'

/** A phone whose person has not agreed to the privacy guide yet. */
async function beforeAgreeing(dist, run) {
  await inWorld(dist, async (world, state) => {
    world.privacy = 'not-agreed'
    world.launch()
    await run(world, state)
  })
}

function privacyChecks(dist) {
  const sent = (world) => world.requests.filter(({ url }) => url.endsWith('/wechat-sign-in'))
  return [
    [
      'WeChat’s privacy: who agrees goes on with what they touched',
      () =>
        beforeAgreeing(dist, async (world) => {
          const page = world.openPage('home/sign-in/sign-in')
          await until('the button is there', () => page.words().includes('微信一键进入'))
          page.touch('微信一键进入')
          await until('it is asked, by the name of the guide', () => page.words().includes('《格中隐私保护指引》'))
          page.tap('看看指引写了什么')
          assert.deepEqual(world.opened, [{ kind: 'openPrivacyContract' }])
          assert.equal(sent(world).length, 0)
          page.touch('agree-privacy')
          await until('the number is on its way', () => sent(world).length === 1)
          assert.deepEqual(JSON.parse(sent(world)[0].data), { loginCode: 'login-code', phoneCode: 'phone-code' })
          await until('the sheet is gone', () => !page.words().includes(ASKED))
        }),
    ],
    [
      'WeChat’s privacy: who does not agree is told of message and slip, and nothing is sent',
      () =>
        beforeAgreeing(dist, async (world) => {
          const page = world.openPage('home/sign-in/sign-in')
          await until('the button is there', () => page.words().includes('微信一键进入'))
          page.touch('微信一键进入')
          await until('it is asked', () => page.words().includes(ASKED))
          page.tap('暂不同意')
          await until('the other ways are named', () => page.words().includes('下面填手机号收短信，或用家里门上的纸条'))
          assert.ok(!page.words().includes(ASKED))
          assert.equal(sent(world).length, 0)
        }),
    ],
    [
      'WeChat’s privacy: the slip is scanned after agreeing, and typed without',
      () =>
        beforeAgreeing(dist, async (world) => {
          world.scanned = 'https://village.example/#/home/slip/slip?code=ABCDEFGH'
          const page = world.openPage('home/slip/slip')
          await until('the button is there', () => page.words().includes('扫纸条上的码'))
          page.tap('扫纸条上的码')
          await until('it is asked', () => page.words().includes(ASKED))
          page.tap('暂不同意')
          await until('typing is named', () => page.words().includes('照着纸条把8个字母填在这里'))
          page.tap('扫纸条上的码')
          await until('it is asked again', () => page.words().includes(ASKED))
          page.touch('agree-privacy')
          await until('the letters are there', () => JSON.stringify(page.data).includes('ABCD EFGH'))
        }),
    ],
    [
      'WeChat’s privacy: the chain is pasted by hand when the clipboard is not allowed',
      () =>
        asWorker(dist, async (world) => {
          world.privacy = 'not-agreed'
          world.clipboard = '#接龙\n1. 中区1号 3人'
          const page = world.openPage('people/chain/chain', query)
          await until('the button is there', () => page.words().includes('粘贴接龙'))
          page.tap('粘贴接龙')
          await until('it is asked', () => page.words().includes(ASKED))
          page.tap('暂不同意')
          await until('the hand is named', () => world.toasts?.includes('没读剪贴板。请长按下面的框，选“粘贴”'))
          page.tap('粘贴接龙')
          await until('it is asked again', () => page.words().includes(ASKED))
          page.touch('agree-privacy')
          await until('the lines are there', () => page.words().includes('查无此门牌'))
        }),
    ],
  ]
}

export function driveChecks(dist) {
  const { pages, subPackages } = JSON.parse(readFileSync(join(dist, 'app.json'), 'utf8'))
  const all = [...pages, ...subPackages.flatMap(({ root, pages: inside }) => inside.map((page) => `${root}/${page}`))]
  const everyPage = all.map((path) => [
    `opens ${path}`,
    () =>
      asWorker(dist, async (world) => {
        const page = world.openPage(path, query)
        await until(`${path} shows words`, () => page.words().length > 4)
        page.close()
      }),
  ])
  return [
    ...everyPage,
    [
      'a resident signs in and reports with one tap, with a proper key',
      () =>
        inWorld(dist, async (world) => {
          await signIn(world)
          const page = world.openPage('home/today/today')
          await until('the notice is shown first', () => page.words().includes('您家的门牌号、住几个人。'))
          page.tap('同意')
          await until('the household is asked', () => page.words().includes('还没上报'))
          page.tap('还是 3 人')
          await until('the receipt is shown', () => page.words().includes('已上报 3 人'))
          const sent = world.requests.find(({ url, method }) => method === 'POST' && url.endsWith('/reports'))
          assert.match(sent.header['idempotency-key'], UUID_V7)
          assert.equal(JSON.parse(sent.data).headcount, 3)
        }),
    ],
    [
      'without a network a report is kept, and sent once when the network is back',
      () =>
        inWorld(dist, async (world, state) => {
          state.answer = 'given'
          await signIn(world)
          const page = world.openPage('home/today/today')
          await until('the household is asked', () => page.words().includes('还没上报'))
          state.offline = true
          world.network({ isConnected: false, networkType: 'none' })
          page.tap('还是 3 人')
          await until('it says that it is kept', () => page.words().includes('已存在手机里'))
          assert.ok([...world.storage.keys()].includes('gezhong:person:outbox'))
          state.offline = false
          world.network({ isConnected: true, networkType: 'wifi' })
          await until('it is sent', () => page.words().includes('已上报 3 人'))
          assert.equal(world.storage.get('gezhong:person:outbox').value.length, 0)
        }),
    ],
    [
      'a worker dials with one tap',
      () =>
        asWorker(dist, async (world) => {
          const page = world.openPage('people/roll/roll', query)
          await until('the missing are listed', () => page.words().includes('中区 32 号'))
          page.tap('拨打')
          await until('the dialler opens', () => world.dialled === '18800003570')
        }),
    ],
    [
      'a chain of 1,000 lines is read while one watches, in small pieces, and stays on the phone',
      () =>
        asWorker(dist, async (world) => {
          const page = world.openPage('people/chain/chain', query)
          await until('the box is there', () => page.words().includes('粘贴接龙'))
          page.type('接龙原文', '#接龙\n1. 中区1号 3人 18800003570')
          await until('the lines are there', () => page.words().includes('查无此门牌'))
          assert.ok(world.storage.get(`gezhong:person:draft:chain:${ROLL}:${GRID}`).value.text.startsWith('#接龙'))
          assert.ok(world.largestSetData > 1000 && world.largestSetData < 200_000, `${world.largestSetData} bytes`)
        }),
    ],
    ...samplingChecks(dist),
    ...ownRoundsChecks(dist),
    ...antigenChecks(dist),
    ...marketChecks(dist),
    ...runChecks(dist),
    ...privacyChecks(dist),
    [
      'a worker passes the way in on, with a picture of its own and no word about anybody',
      () =>
        asWorker(dist, async (world) => {
          const page = world.openPage('home/today/today')
          await until('the button is there', () => page.words().includes('发到微信群'))
          await until('the village is named', () => page.passOn('发到微信群').title.includes('花厅口村 第2网格'))
          const card = page.passOn('发到微信群')
          assert.equal(card.path, `/home/share/shared?community=${COMMUNITY}&grid=${GRID}`)
          const menu = page.passOn()
          assert.equal(menu.path, `/home/share/shared?community=${COMMUNITY}`)
          for (const { imageUrl } of [card, menu]) assert.ok(statSync(join(dist, imageUrl)).size < 100_000)
          assert.doesNotMatch(JSON.stringify([card, menu]), /陈志强|中区|188/)
        }),
    ],
    [
      'opened from there the grid is chosen already, and nothing has been granted',
      () =>
        as('newcomer', dist, async (world, state) => {
          state.answer = 'given'
          world.openPage('home/share/shared', { community: COMMUNITY, grid: GRID }).close()
          await until('the first page opens', () => world.opened.some(({ url }) => url === '/home/today/today'))
          const page = world.openPage('home/today/today')
          await until('the grid is chosen', () => page.words().includes('第2网格'))
          assert.deepEqual(
            world.requests.filter(({ method }) => method !== 'GET'),
            [],
          )
          assert.deepEqual(world.storage.get('gezhong:person:session').value.actor.grants, [])
        }),
    ],
    [
      'somebody sees what is held about them, in small pieces, and copies it',
      () =>
        asWorker(dist, async (world) => {
          const page = world.openPage('home/own-data/own-data')
          await until('the groups are there', () => page.words().includes('谁看过我家完整电话'))
          assert.ok(page.words().includes('看其余 496 条'))
          assert.ok(world.largestSetData < 100_000, `${world.largestSetData} bytes`)
          page.tap('复制文字')
          await until('it is on the clipboard', () => world.clipboard === '我的手机号 18800003570 text')
        }),
    ],
    [
      'elder mode is one switch and is remembered',
      () =>
        asWorker(dist, async (world) => {
          const page = world.openPage('home/today/today')
          await until('the switch is there', () => page.words().includes('大字版'))
          page.tap('大字版')
          await until('the page is large', () => JSON.stringify(page.data).includes('page elder'))
          assert.equal(world.storage.get('gezhong:device:reading-size').value, 'elder')
        }),
    ],
  ]
}
