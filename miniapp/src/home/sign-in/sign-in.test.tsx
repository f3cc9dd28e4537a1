import { beforeEach, expect, test } from '@jest/globals'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { show, signedIn } from '../../../test/show.tsx'
import { phone } from '../../../test/taro.ts'
import { ACTORS, id, NOW, refusal } from '../../../test/village.ts'
import { keepSharedPlace, sharedPlace } from '../share/shared-place.ts'
import SignIn from './sign-in.tsx'

let demo = true

beforeEach(() => {
  phone.reset()
  signedIn(null)
  demo = true
  phone.answer = ({ url, data }) => {
    if (url.endsWith('/identities')) {
      const identity = { name: 'worker2', displayName: '陈志强', role: 'grid-worker', place: '第2网格' }
      return { status: 200, body: { identities: demo ? [identity] : [] } }
    }
    if (url.endsWith('/demo/sign-in'))
      return { status: 200, body: { token: 't', refreshToken: null, actor: ACTORS.worker, expiresAt: NOW } }
    if (url.endsWith('/sms-codes')) return { status: 200, body: { resendSeconds: 60, expiresSeconds: 300 } }
    if (url.endsWith('/sms-sign-in'))
      return (JSON.parse(data ?? '{}') as { code: string }).code === '123456'
        ? { status: 200, body: { token: 't', refreshToken: null, actor: ACTORS.resident, expiresAt: NOW } }
        : { status: 401, body: refusal('wrong-sms-code') }
    return (JSON.parse(data ?? '{}') as { password: string }).password === 'right'
      ? { status: 200, body: { token: 't', refreshToken: null, actor: ACTORS.worker, expiresAt: NOW } }
      : { status: 401, body: refusal('wrong-name-or-password') }
  }
})

const fill = (name: string, value: string) => fireEvent.change(screen.getByLabelText(name), { target: { value } })

test('one tap on a demo identity signs in', async () => {
  show(<SignIn />)
  fireEvent.click(await screen.findByRole('button', { name: /陈志强/ }))
  await waitFor(() => expect(phone.opened).toEqual(['/home/today/today']))
})

test('without the demo there is only the sign-in of staff', async () => {
  demo = false
  show(<SignIn />)
  await screen.findByText('工作人员登录')
  await waitFor(() => expect(screen.queryByText('先看看')).toBeNull())
})

test('a wrong password says so, keeps the name and does not lead anywhere', async () => {
  show(<SignIn />)
  fill('姓名', '陈志强')
  fill('密码', 'wrong')
  fireEvent.click(screen.getByRole('button', { name: '登录' }))
  await screen.findByText('姓名或密码不对，请再试一次')
  expect(screen.getByDisplayValue('陈志强')).toBeTruthy()
  expect(phone.opened).toEqual([])
  fill('密码', 'right')
  fireEvent.click(screen.getByRole('button', { name: '登录' }))
  await waitFor(() => expect(phone.opened).toEqual(['/home/today/today']))
})

test('what is missing is named beside its box and nothing is sent', async () => {
  show(<SignIn />)
  fireEvent.click(screen.getByRole('button', { name: '登录' }))
  await screen.findByText('请写上姓名')
  expect(phone.requests.filter(({ method }) => method === 'POST')).toEqual([])
})

test('a resident enters with the code from the text message; the same device asks and enters', async () => {
  show(<SignIn />)
  fireEvent.click(screen.getByRole('button', { name: '发验证码' }))
  await screen.findByText('请填11位手机号')
  expect(phone.requests.filter(({ method }) => method === 'POST')).toEqual([])
  fill('手机号', '138 0000 1234')
  fireEvent.click(screen.getByRole('button', { name: '发验证码' }))
  await screen.findByText('60秒后可以再发')
  fill('验证码', '654321')
  fireEvent.click(screen.getByRole('button', { name: '进入' }))
  await screen.findByText('验证码不对或已经过期，请看清短信再填，或重新获取')
  fill('验证码', '123456')
  fireEvent.click(screen.getByRole('button', { name: '进入' }))
  await waitFor(() => expect(phone.opened).toEqual(['/home/today/today']))
  const sent = phone.requests.filter(({ method }) => method === 'POST')
  const devices = sent.map(({ data }) => (JSON.parse(data!) as { deviceId: string }).deviceId)
  expect(devices).toHaveLength(3)
  expect(new Set(devices).size).toBe(1)
})

const communities = () =>
  phone.requests
    .filter(({ url }) => url.endsWith('/sms-codes'))
    .map(({ data }) => (JSON.parse(data!) as { communityId?: string }).communityId)

function sendCode() {
  fill('手机号', '13800001234')
  fireEvent.click(screen.getByRole('button', { name: '发验证码' }))
}

test('whoever comes by a link that was sent on signs in to its community', async () => {
  keepSharedPlace(id(900), undefined)
  show(<SignIn />)
  screen.getByText('先登录，再写门牌')
  sendCode()
  await screen.findByText('60秒后可以再发')
  expect(communities()).toEqual([id(900)])
})

test('a link of a community that this server does not hold keeps nobody out', async () => {
  keepSharedPlace(id(901), undefined)
  const { answer } = phone
  phone.answer = (request) => {
    const { communityId } = JSON.parse(request.data ?? '{}') as { communityId?: string }
    if (communityId !== id(901)) return answer(request)
    const fields = [{ path: 'communityId', message: '请从村里发的链接进入' }]
    return { status: 400, body: { ...refusal('not-valid'), fields } }
  }
  show(<SignIn />)
  sendCode()
  await screen.findByText('60秒后可以再发')
  expect(communities()).toEqual([id(901), undefined])
  expect(sharedPlace()).toBeNull()
})
