import { expect, test } from '@playwright/test'
import { demoChainWithOutcome } from '../../../src/demo/chain-texts.ts'
import { enterPhone, watchFaults } from '../people.ts'

test('a grid worker pastes the group’s chain, sees it read line by line, and confirms it', async ({ page }) => {
  const faults = watchFaults(page)
  const chain = demoChainWithOutcome('2')
  const matched = chain.lines.filter(({ verdict }) => verdict === 'matched').length
  await enterPhone(page, '以网格员黄网格员的身份进入')
  await page.getByRole('button', { name: /粘贴接龙/ }).click()
  await page.getByRole('textbox').fill(chain.text)
  const confirm = page.getByRole('button', { name: `确认 ${matched} 条` })
  await expect(confirm).toBeVisible()
  await confirm.click()
  await expect(page.getByText(`记下了，${matched} 条对上`)).toBeVisible()
  expect(faults).toEqual([])
})
