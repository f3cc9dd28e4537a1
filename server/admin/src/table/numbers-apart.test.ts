import { expect, test } from '@jest/globals'
import { apart } from './numbers-apart.ts'

test.each(['13900044388', '139 0004 4388', '0595-8765432', '8765432', '+86 139-0004-4388'])(
  'the number %s is kept out of the address',
  (q) => {
    expect(apart({ q, grid: '2' })).toEqual({ numbers: { q }, rest: { grid: '2' } })
  },
)

test('doors, ids and an emptied field are in it', () => {
  const rest = { q: '中区32号之1', household: '0199c3f2-1111-7222-8333-444455556666', page: '2' }
  expect(apart(rest)).toEqual({ numbers: {}, rest })
  expect(apart({ q: '' })).toEqual({ numbers: {}, rest: { q: '' } })
})
