import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { listAudit } from '@gezhong/shared/audit/contract'
import { me, signIn } from '@gezhong/shared/grid/identity/contract'
import {
  acceptInvitation,
  acceptInvitationByWeChat,
  acceptInvitationMyself,
  inviteStaff,
  listInvitations,
  readInvitation,
  renewInvitation,
  revokeInvitation,
} from '@gezhong/shared/grid/invitations/contract'
import { listTeam, revokeRole } from '@gezhong/shared/grid/team/contract'
import { signInByWeChat } from '@gezhong/shared/people/resident-sign-in/contract'
import { uuidv7 } from 'uuidv7'
import { clientOf, startTestApp, type TestApp } from '../../../test/app.ts'
import { addPersona, makeCast, type Cast, type Persona } from '../../../test/cast.ts'
import { refusalOf } from '../../../test/refusals.ts'
import { APP_ID, SECRET, startWeChatStandIn, type WeChatStandIn } from '../../../test/wechat-stand-in.ts'
import { transactAsSystem } from '../../database/transact.ts'
import { inviteFromServer } from './service.ts'

let app: TestApp
let cast: Cast
let weChat: WeChatStandIn
let now = Date.now()
let people = 0

const HOUR = 3_600_000
const PASSWORD = '竹林里三只白鹭飞'
const anyone = () => clientOf(app.server, null)

const invite = (who: Persona, role: 'volunteer' | 'grid-worker' | 'grid-lead' | 'command-post', code: string | null) =>
  who.call(inviteStaff, {
    body: { id: uuidv7(), displayName: '郑小满', role, gridId: code === null ? null : cast.grids[code]! },
  })

const look = (token: string) => anyone()(readInvitation, { body: { token } })
const accept = (token: string, name = `郑小满${(people += 1)}`, password = PASSWORD) =>
  anyone()(acceptInvitation, { body: { token, name, password } })

beforeAll(async () => {
  weChat = await startWeChatStandIn()
  app = await startTestApp({ WECHAT_APP_ID: APP_ID, WECHAT_APP_SECRET: SECRET, WECHAT_API_URL: weChat.url })
  app.kernel.clock = () => new Date(now)
})

beforeEach(async () => {
  cast = await makeCast(app)
})

afterAll(async () => {
  await app.close()
  await weChat.close()
})

describe('a link', () => {
  test('from the server’s command line, where nobody is signed in, leads into the command post', async () => {
    const token = await transactAsSystem(app.kernel, cast.communityId, (work) => inviteFromServer(work, '林书记'))
    expect(await look(token)).toMatchObject({ displayName: '林书记', role: 'command-post', byName: '管服务器的人' })
    expect((await cast.secretary.call(listInvitations)).invitations).toMatchObject([{ byName: '管服务器的人' }])
    await accept(token)
    expect(await refusalOf(accept(token))).toBe('invitation-gone')
  })

  test('tells who invites to what, is taken once, and leads to the post and a sign-in of one’s own', async () => {
    const { token, invitation } = await invite(cast.gridLead, 'grid-worker', '2-2')
    expect(invitation).toMatchObject({ displayName: '郑小满', gridCode: '2-2', byName: '陈网格长' })
    expect(await look(token)).toMatchObject({
      displayName: '郑小满',
      role: 'grid-worker',
      place: '2-2小网格',
      name: '花厅口村',
      byName: '陈网格长',
      until: null,
    })
    const session = await accept(token, '郑小满2-2')
    expect(session.actor.grants).toMatchObject([{ role: 'grid-worker', gridCode: '2-2' }])
    expect(session.actor.displayName).toBe('郑小满')
    expect(await refusalOf(look(token))).toBe('invitation-gone')
    expect(await refusalOf(accept(token))).toBe('invitation-gone')
    const again = await anyone()(signIn, { body: { name: '郑小满2-2', password: PASSWORD } })
    expect(again.actor.accountId).toBe(session.actor.accountId)
    expect((await cast.gridLead.call(listInvitations)).invitations).toEqual([])
    const { rows } = await cast.secretary.call(listAudit, { query: { size: 500 } })
    const lines = rows.filter(({ action }) => action.startsWith('invitation'))
    expect(lines.map(({ action, byName, detail }) => [action, byName, detail])).toEqual([
      ['invitation.accepted', '郑小满', '郑小满 网格员 2-2'],
      ['invitation.made', '陈网格长', '郑小满 网格员 2-2'],
    ])
  })

  test('ends after 72 hours', async () => {
    const { token } = await invite(cast.secretary, 'volunteer', '1')
    now += 72 * HOUR - 1000
    expect((await look(token)).role).toBe('volunteer')
    now += 1000
    expect(await refusalOf(look(token))).toBe('invitation-gone')
    expect(await refusalOf(accept(token))).toBe('invitation-gone')
  })

  test('ends when it is called back, and when a new one is made', async () => {
    const one = await invite(cast.secretary, 'volunteer', '1')
    await cast.secretary.call(revokeInvitation, { params: { id: one.invitation.id } })
    expect(await refusalOf(accept(one.token))).toBe('invitation-gone')
    const two = await invite(cast.secretary, 'volunteer', '1')
    now += 80 * HOUR
    const renewed = await cast.secretary.call(renewInvitation, { params: { id: two.invitation.id } })
    expect(await refusalOf(accept(two.token))).toBe('invitation-gone')
    expect((await accept(renewed.token)).actor.grants).toHaveLength(1)
    const gone = { params: { id: two.invitation.id } }
    expect(await refusalOf(cast.secretary.call(renewInvitation, gone))).toBe('not-found')
    expect(await refusalOf(cast.secretary.call(revokeInvitation, gone))).toBe('not-found')
  })

  test('is worth nothing once the one who made it may no longer give the post', async () => {
    const { token } = await invite(cast.gridLead, 'volunteer', '2')
    const { members } = await cast.secretary.call(listTeam)
    const post = members.find((member) => member.accountId === cast.gridLead.accountId)!
    await cast.secretary.call(revokeRole, { params: { id: post.grantId } })
    expect(await refusalOf(look(token))).toBe('invitation-gone')
    expect(await refusalOf(accept(token))).toBe('invitation-gone')
  })

  test('is one of two who bring it at once', async () => {
    const { token } = await invite(cast.secretary, 'volunteer', '1')
    const outcomes = await Promise.all([refusalOf(accept(token)), refusalOf(accept(token))])
    expect(outcomes.toSorted()).toEqual([null, 'invitation-gone'].toSorted())
  })

  test.each(['', 'x', 'n'.repeat(54), 'AAAAAAAAAAAAAAAAAAAAAA', '../../../../../etc/passwd', '中'.repeat(30)])(
    '%j opens nothing',
    async (token) => {
      expect(['invitation-gone', 'not-valid']).toContain(await refusalOf(look(token)))
    },
  )

  test('with another secret, or of another village, opens nothing', async () => {
    const { token } = await invite(cast.secretary, 'volunteer', '1')
    const bytes = Buffer.from(token, 'base64url')
    bytes[39]! ^= 1
    expect(await refusalOf(look(bytes.toString('base64url')))).toBe('invitation-gone')
    const other = await makeCast(app)
    expect(await refusalOf(other.stranger.call(acceptInvitationMyself, { body: { token } }))).toBe('invitation-gone')
  })

  test('stands nowhere in the database', async () => {
    const { token } = await invite(cast.secretary, 'volunteer', '1')
    await accept(token, '郑小满不留痕')
    for (const table of ['password_sign_in', 'idempotency', 'account']) {
      const { rows } = await app.kernel.pool.query(`SELECT * FROM ${table}`)
      expect(JSON.stringify(rows)).not.toContain(token)
    }
    const client = await app.kernel.pool.connect()
    await client.query('BEGIN')
    await client.query(`SET LOCAL app.community = '${cast.communityId}'; SET LOCAL app.grids = '*'`)
    const { rows } = await client.query('SELECT * FROM staff_invitation')
    await client.query('ROLLBACK')
    client.release()
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain(token)
    expect(JSON.stringify(rows)).not.toContain(token.slice(22))
  })
})

describe('who may invite', () => {
  test('a grid lead inside the own grid, to posts below the own', async () => {
    expect(await refusalOf(invite(cast.gridLead, 'volunteer', '1'))).toBe('not-allowed')
    expect(await refusalOf(invite(cast.gridLead, 'grid-lead', '2'))).toBe('not-allowed')
    expect(await refusalOf(invite(cast.gridLead, 'command-post', null))).toBe('not-allowed')
    expect(await refusalOf(invite(cast.gridWorker, 'volunteer', '2-1'))).toBe('not-allowed')
    expect(await refusalOf(invite(cast.secretary, 'command-post', '2'))).toBe('not-valid')
    expect(await refusalOf(invite(cast.secretary, 'volunteer', null))).toBe('not-valid')
  })

  test('sees and changes only invitations that they could have made', async () => {
    const own = await invite(cast.secretary, 'volunteer', '2-1')
    const lead = await invite(cast.secretary, 'grid-lead', '2')
    const beyond = await invite(cast.secretary, 'volunteer', '1')
    const { invitations } = await cast.gridLead.call(listInvitations)
    expect(invitations.map(({ id }) => id)).toEqual([own.invitation.id])
    for (const { invitation } of [lead, beyond])
      expect(await refusalOf(cast.gridLead.call(revokeInvitation, { params: { id: invitation.id } }))).toBe('not-found')
  })

  test('no phone number stands in a name that everybody will read', async () => {
    const body = { id: uuidv7(), displayName: '小郑13700000001', role: 'volunteer' as const, gridId: cast.grids['1']! }
    expect(await refusalOf(cast.secretary.call(inviteStaff, { body }))).toBe('not-valid')
  })
})

describe('who takes it', () => {
  test('a weak password and a taken name are refused, and the link stays good', async () => {
    const { token } = await invite(cast.secretary, 'volunteer', '1')
    for (const weak of ['1234567', '12345678', 'password1']) {
      expect(await refusalOf(accept(token, '郑小满弱', weak))).toBe('weak-password')
    }
    const name = '同名同姓'
    await accept((await invite(cast.secretary, 'volunteer', '1')).token, name)
    expect(await refusalOf(accept(token, name))).toBe('already-there')
    expect((await accept(token)).actor.grants).toHaveLength(1)
  })

  test('by WeChat somebody new is found again by WeChat', async () => {
    const { token } = await invite(cast.secretary, 'volunteer', '1')
    const first = await anyone()(acceptInvitationByWeChat, { body: { token, loginCode: 'login-xiaoman-1' } })
    expect(first.actor).toMatchObject({ displayName: '郑小满', grants: [{ role: 'volunteer', gridCode: '1' }] })
    const body = { loginCode: 'login-xiaoman-2', communityId: cast.communityId }
    expect((await anyone()(signInByWeChat, { body })).actor.accountId).toBe(first.actor.accountId)
    expect(await refusalOf(anyone()(acceptInvitationByWeChat, { body: { token, loginCode: 'login-xiaoman-3' } }))).toBe(
      'invitation-gone',
    )
  })

  test('a resident who is signed in keeps the home, gets the post, and is called as invited', async () => {
    const { token } = await invite(cast.gridLead, 'volunteer', '2')
    await cast.resident.call(acceptInvitationMyself, { body: { token } })
    const actor = await cast.resident.call(me)
    expect(actor.displayName).toBe('郑小满')
    expect(actor.grants.map(({ role }) => role).toSorted()).toEqual(['resident', 'volunteer'])
  })

  test('one who has a post keeps the name; the same post twice is refused and the link stays good', async () => {
    const { token } = await invite(cast.gridLead, 'volunteer', '2')
    expect(await refusalOf(cast.volunteer.call(acceptInvitationMyself, { body: { token } }))).toBe('already-there')
    await cast.guard.call(acceptInvitationMyself, { body: { token } })
    expect((await cast.guard.call(me)).displayName).toBe('庄值守')
  })

  test('an invitation to a post with an end gives just that', async () => {
    const until = new Date(now + 100 * HOUR).toISOString()
    const body = { id: uuidv7(), displayName: '郑小满', role: 'guard' as const, gridId: cast.grids['1']!, until }
    const { token } = await cast.secretary.call(inviteStaff, { body })
    const late = await addPersona(app, cast.communityId, '后来的', null)
    await late.call(acceptInvitationMyself, { body: { token } })
    const { members } = await cast.secretary.call(listTeam)
    expect(members.find(({ accountId }) => accountId === late.accountId)!.until).toBe(until)
    now += 100 * HOUR
    expect((await late.call(me)).grants).toEqual([])
  })
})
