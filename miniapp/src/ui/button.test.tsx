import { expect, test } from '@jest/globals'
import { fireEvent, render, screen } from '@testing-library/react'
import { Button } from './button.tsx'

test('a button is one for fingers, keyboards and screen readers', () => {
  let presses = 0
  render(<Button onPress={() => (presses += 1)}>上报</Button>)
  const button = screen.getByRole('button', { name: '上报' })
  fireEvent.click(button)
  fireEvent.keyDown(button, { key: 'Enter' })
  fireEvent.keyDown(button, { key: 'a' })
  expect(presses).toBe(2)
  expect(button.tabIndex).toBe(0)
})

test('while it works it refuses a second press and says so', () => {
  let presses = 0
  render(
    <Button busy onPress={() => (presses += 1)}>
      上报
    </Button>,
  )
  const button = screen.getByRole('button')
  fireEvent.click(button)
  fireEvent.keyDown(button, { key: 'Enter' })
  expect(presses).toBe(0)
  expect(button.getAttribute('aria-disabled')).toBe('true')
})
