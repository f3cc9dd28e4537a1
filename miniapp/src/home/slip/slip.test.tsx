import { beforeEach, expect, test } from '@jest/globals'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { show, signedIn } from '../../../test/show.tsx'
import { phone } from '../../../test/taro.ts'
import { ACTORS, id, NOW, refusal } from '../../../test/village.ts'
import { ResidentSignIn } from '../sign-in/resident-sign-in.tsx'
import SlipPage from './slip.tsx'

const RIGHT = 'ABCD EFGH'
const bodies = () =>
  phone.requests
    .filter(({ method }) => method === 'POST')
    .map(({ data }) => JSON.parse(data!) as { code: string; proxy?: boolean })

beforeEach(() => {
  phone.reset()
  signedIn(null)
  phone.answer = ({ url, data }) => {
    if (url.endsWith('/api/me')) return { status: 200, body: ACTORS.resident }
    if (url.endsWith('/sms-codes')) return { status: 503, body: refusal('sms-away') }
    if ((JSON.parse(data!) as { code: string }).code !== RIGHT) return { status: 401, body: refusal('wrong-slip') }
    if (url.endsWith('/claim')) return { status: 200, body: { householdId: id(101) } }
    return { status: 200, body: { token: 't', refreshToken: null, actor: ACTORS.resident, expiresAt: NOW } }
  }
})

test('scanned, the letters are there and one press opens the household', async () => {
  phone.params = { code: 'ABCDEFGH' }
  show(<SlipPage />)
  expect(screen.getByDisplayValue(RIGHT)).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: '进入' }))
  await waitFor(() => expect(phone.opened).toEqual(['/home/today/today']))
})

const AT = '01935a3e-0000-7000-8000-000000000001'

test.each([
  ['by the phone’s own camera', { code: 'ABCDEFGH', at: AT }, null],
  ['in WeChat', {}, `https://village.example/#/home/slip/slip?code=ABCDEFGH&at=${AT}`],
] as const)('scanned %s, the slip says which of several villages it is of', async (_, params, scanned) => {
  phone.params = params
  phone.scanned = scanned
  show(<SlipPage />)
  if (scanned !== null) fireEvent.click(screen.getByRole('button', { name: '扫纸条上的码' }))
  await waitFor(() => expect(screen.getByDisplayValue(RIGHT)).toBeTruthy())
  fireEvent.click(screen.getByRole('button', { name: '进入' }))
  await waitFor(() => expect(phone.opened).toEqual(['/home/today/today']))
  expect(bodies()).toEqual([expect.objectContaining({ code: RIGHT, communityId: AT })])
})

test('who is signed in elsewhere is told that the slip is of another village', () => {
  signedIn('secretary')
  phone.params = { code: 'ABCDEFGH', at: AT }
  show(<SlipPage />)
  screen.getByText('这张纸条是别的村的')
})

test('a broken code says so, and the letters can be typed; a wrong slip says whom to ask', async () => {
  phone.params = { code: 'ABC' }
  show(<SlipPage />)
  screen.getByText('没看清纸条上的码')
  fireEvent.click(screen.getByRole('button', { name: '进入' }))
  await screen.findByText('请填纸条上的8个字母')
  expect(bodies()).toEqual([])
  fireEvent.change(screen.getByLabelText('纸条上的8个字母'), { target: { value: 'abcd-efgj' } })
  fireEvent.click(screen.getByRole('button', { name: '进入' }))
  await screen.findByText('这张纸条用不了：请对一下8个字母，或请网格员换一张')
  expect(phone.opened).toEqual([])
})

test.each([
  ['这是我家', false],
  ['我照看这家', true],
] as const)('signed in already, %s binds', async (word, proxy) => {
  signedIn('secretary')
  phone.params = { code: 'ABCDEFGH' }
  show(<SlipPage />)
  fireEvent.click(screen.getByRole('button', { name: word }))
  await waitFor(() => expect(phone.opened).toEqual(['/home/today/today']))
  expect(bodies()).toEqual([{ code: RIGHT, proxy }])
})

test('in WeChat the slip is scanned; what is no slip is said', async () => {
  show(<SlipPage />)
  phone.scanned = 'https://somewhere.example/'
  fireEvent.click(screen.getByRole('button', { name: '扫纸条上的码' }))
  await screen.findByText('这个码不是村里的纸条，请再扫一次或填字母')
  phone.scanned = 'https://village.example/#/home/slip/slip?code=ABCDEFGH'
  fireEvent.click(screen.getByRole('button', { name: '扫纸条上的码' }))
  await waitFor(() => expect(screen.getByDisplayValue(RIGHT)).toBeTruthy())
})

test('when no message can be sent, the sign-in card points to the slip', async () => {
  show(<ResidentSignIn />)
  fireEvent.change(screen.getByLabelText('手机号'), { target: { value: '13800001234' } })
  fireEvent.click(screen.getByRole('button', { name: '发验证码' }))
  await screen.findByText('家里门上的纸条一样能进，没有纸条请找网格员要')
  fireEvent.click(screen.getByRole('button', { name: '用纸条' }))
  expect(screen.getByLabelText('纸条上的8个字母')).toBeTruthy()
})
