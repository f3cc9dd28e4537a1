import { expect, test, type Page } from '@playwright/test'
import { enterPhone, expectAccessible, expectNoSideways, watchFaults } from '../people.ts'

interface Look {
  name: string
  colorScheme: 'light' | 'dark'
  isElder: boolean
}

const LOOKS: Look[] = [
  { name: 'light', colorScheme: 'light', isElder: false },
  { name: 'dark', colorScheme: 'dark', isElder: false },
  { name: 'elder', colorScheme: 'light', isElder: true },
]

async function inspect(page: Page, name: string, look: Look): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 }).last()).toBeVisible()
  await page.waitForTimeout(600)
  await expectAccessible(page)
  await expectNoSideways(page)
  await page.screenshot({ path: `screenshots/h5-${name}-${look.name}.png`, fullPage: true })
}

for (const look of LOOKS) {
  test(`every page of resident and worker opens without a fault and is accessible, ${look.name}`, async ({ page }) => {
    test.setTimeout(300_000)
    const faults = watchFaults(page)
    await page.emulateMedia({ colorScheme: look.colorScheme })
    await page.goto('/')
    if (look.isElder) await page.getByRole('button', { name: '换成大字版' }).click()
    await inspect(page, 'sign-in', look)
    await enterPhone(page, '以居民许阿治的身份进入')
    await inspect(page, 'resident-today', look)
    await page.getByRole('button', { name: /有变化|修改上报/ }).click()
    await expect(page.getByRole('heading', { name: '上报' })).toBeVisible()
    await inspect(page, 'report', look)
    await page.goto('/#/home/mine/mine')
    await page.getByRole('button', { name: '退出登录' }).click()
    await page.getByRole('dialog').getByRole('button', { name: /退出/ }).click()
    await enterPhone(page, '以网格员黄网格员的身份进入')
    await inspect(page, 'worker-today', look)
    for (const [name, button] of [
      ['chain', /粘贴接龙/],
      ['differences', /核对差异/],
      ['roll', /还没报/],
    ] as const) {
      await page.getByRole('button', { name: button }).click()
      await expect(page.getByRole('button', { name: '返回' }).last()).toBeVisible()
      await inspect(page, name, look)
      await page.getByRole('button', { name: '返回' }).last().click()
      await expect(page.getByRole('navigation', { name: '主菜单' })).toBeVisible()
    }
    await page.goto('/#/home/mine/mine')
    await inspect(page, 'mine', look)
    expect(faults).toEqual([])
  })
}
