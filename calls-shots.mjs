import { chromium } from '@playwright/test'
import { findBrowser } from './server/launch/browser.mjs'
const b = await findBrowser(process.cwd())
const browser = await chromium.launch({ executablePath: b.executablePath, args: b.args, env: { ...process.env, ...b.env } })
const base = 'http://127.0.0.1:8131'
const out = '/tmp/w/calls-shots/'
const log = []
async function open(size, scheme) {
  const context = await browser.newContext({ viewport: size, colorScheme: scheme, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', isMobile: size.width < 500, hasTouch: size.width < 500 })
  const page = await context.newPage()
  page.setDefaultTimeout(15000)
  page.on('console', (m) => m.type() === 'error' && log.push(m.text().slice(0, 200)))
  page.on('pageerror', (e) => log.push('PAGEERROR ' + e.message))
  return page
}
const PH = { width: 390, height: 844 }, DK = { width: 1366, height: 768 }
const step = async (name, f) => { try { await f() } catch (e) { log.push(name + ': ' + e.message.split('\n').slice(0,3).join(' ')) } }
const s = await (await fetch(base + '/api/demo/sign-in', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name: 'secretary' }) })).json()
const H = { authorization: `Bearer ${s.token}`, 'content-type': 'application/json' }
const rounds = await (await fetch(base + '/api/rounds', { headers: H })).json()
if (rounds.rounds.length === 0) {
  const r = await fetch(base + '/api/rounds', { method: 'POST', headers: H, body: JSON.stringify({ id: '01980000-0000-7000-8000-000000000001', title: '第1轮核酸', gridId: null, method: 'pcr', tubeSize: 10, startsAt: new Date().toISOString(), endsAt: new Date(Date.now() + 3.6e7).toISOString() }) })
  log.push('round ' + r.status)
  await new Promise((r) => setTimeout(r, 2500))
}
const w = await open(PH, 'light')
await step('worker', async () => { await w.goto(base); await w.getByRole('button', { name: /黄网格员/ }).click(); await w.waitForTimeout(2500); await w.screenshot({ path: out + 'today.png', fullPage: true }) })
await step('calls', async () => { await w.getByRole('button', { name: '给没报的打电话' }).click(); await w.getByText('结果').first().waitFor(); await w.waitForTimeout(800); await w.screenshot({ path: out + 'calls.png' }) })
await step('noanswer', async () => { await w.getByRole('button', { name: '没人接' }).click(); await w.getByText(/记下了/).waitFor(); await w.waitForTimeout(1200); await w.screenshot({ path: out + 'calls-2.png', fullPage: true }) })
await step('note', async () => { await w.getByRole('button', { name: /写备注/ }).click(); await w.waitForTimeout(700); await w.screenshot({ path: out + 'note.png' }); await w.keyboard.press('Escape'); await w.waitForTimeout(400) })
await step('elsewhere', async () => { await w.getByRole('button', { name: '别处做了' }).click(); await w.waitForTimeout(700); await w.screenshot({ path: out + 'elsewhere.png' }); await w.keyboard.press('Escape'); await w.waitForTimeout(400) })
await step('list', async () => { await w.getByRole('button', { name: '列表' }).click(); await w.waitForTimeout(1200); await w.screenshot({ path: out + 'list.png' }); await w.getByRole('radio', { name: /过会儿打/ }).click(); await w.waitForTimeout(1000); await w.screenshot({ path: out + 'list-later.png' }) })
await step('roll', async () => { await w.goBack(); await w.waitForTimeout(800); await w.getByRole('button', { name: /^还没报 / }).click(); await w.waitForTimeout(1500); await w.screenshot({ path: out + 'roll.png' }) })
const e = await open(PH, 'dark')
await step('elder', async () => { await e.goto(base); await e.getByRole('button', { name: /陈网格长/ }).click(); await e.waitForTimeout(1500); await e.getByRole('button', { name: '给没报的打电话' }).click(); await e.getByText('结果').first().waitFor(); await e.waitForTimeout(800); await e.screenshot({ path: out + 'dark.png' }); await e.goBack(); await e.waitForTimeout(600);
  await e.evaluate(() => { localStorage.setItem('gezhong:reading-size', JSON.stringify({ data: { version: 1, value: 'elder' } })) }) })
await step('elder2', async () => { await e.goto(base); await e.waitForTimeout(800); const pill = e.getByText(/大字|关怀/).first(); await pill.click(); await e.waitForTimeout(600); await e.getByRole('button', { name: '给没报的打电话' }).click(); await e.getByText('结果').first().waitFor(); await e.waitForTimeout(800); await e.screenshot({ path: out + 'elder.png', fullPage: true }) })
const a = await open(DK, 'light')
await step('admin', async () => { await a.goto(base + '/admin/'); await a.getByRole('button', { name: /林书记/ }).click(); await a.waitForTimeout(2500); await a.goto(base + '/admin/follow-ups'); await a.waitForTimeout(2500); await a.screenshot({ path: out + 'admin.png' }) })
await step('assign', async () => { const boxes = a.getByRole('checkbox', { name: '选中这一行' }); await boxes.nth(0).click(); await boxes.nth(1).click(); await a.getByRole('button', { name: '派给一个人打' }).click(); await a.waitForTimeout(600); await a.getByLabel('派给').click(); await a.waitForTimeout(500); await a.screenshot({ path: out + 'assign.png' }); await a.keyboard.press('Enter'); await a.waitForTimeout(300); await a.getByRole('button', { name: '确定' }).click(); await a.waitForTimeout(1500); await a.screenshot({ path: out + 'assigned.png' }) })
await step('team', async () => { await a.getByRole('button', { name: '看谁打了多少' }).click(); await a.waitForTimeout(1200); await a.screenshot({ path: out + 'team.png' }) })
const d = await open(DK, 'dark')
await step('adark', async () => { await d.goto(base + '/admin/'); await d.getByRole('button', { name: /林书记/ }).click(); await d.waitForTimeout(2000); await d.goto(base + '/admin/follow-ups?state=later'); await d.waitForTimeout(1500); await d.screenshot({ path: out + 'admin-dark.png' }) })
console.log(log.join('\n'))
await browser.close()
