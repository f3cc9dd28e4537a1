import { expect, test } from '@jest/globals'
import { act, renderHook, waitFor } from '@testing-library/react'
import { useWrite } from './use-write.ts'

test('the same intent goes out again under the same key, another one under another', async () => {
  const keys: string[] = []
  let fail = true
  const { result } = renderHook(() =>
    useWrite(async (input: string, key) => {
      keys.push(key)
      if (fail) throw new Error('lost')
      return input
    }),
  )
  await act(() => result.current.run('三人').then(() => undefined))
  expect(result.current.problem).not.toBeNull()
  await act(() => result.current.run('三人').then(() => undefined))
  fail = false
  await act(() => result.current.run('四人').then(() => undefined))
  await act(() => result.current.run('四人').then(() => undefined))
  expect(keys[0]).toBe(keys[1])
  expect(new Set(keys).size).toBe(3)
  expect(result.current.problem).toBeNull()
})

test('a second press while the first is under way does nothing', async () => {
  let sent = 0
  let finish = (): void => undefined
  const { result } = renderHook(() =>
    useWrite(async () => {
      sent += 1
      await new Promise<void>((resolve) => {
        finish = resolve
      })
    }),
  )
  let first: Promise<unknown> = Promise.resolve()
  await act(async () => {
    first = result.current.run(undefined)
    await result.current.run(undefined)
  })
  await waitFor(() => expect(sent).toBeGreaterThan(0))
  expect(sent).toBe(1)
  await act(async () => {
    finish()
    await first
  })
})
