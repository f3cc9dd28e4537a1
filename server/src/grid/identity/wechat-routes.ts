import { Refusal } from '@gezhong/shared/errors'
import { bindMyWeChat, readMyWeChat, unbindMyWeChat } from '@gezhong/shared/grid/identity/contract'
import { route, type Route } from '../../http/serve.ts'
import type { WeChat } from '../../wechat/client.ts'
import { isBound } from './wechat-queries.ts'
import { bindMine, unbindMine } from './wechat-service.ts'

/** Null where the mini-program's id and secret are not configured. */
export const weChatRoutes = (weChat: WeChat | null): Route[] => [
  route(readMyWeChat, async (work) => ({
    bound: await isBound(work.db, work.communityId, work.actor.accountId),
    available: weChat !== null,
  })),
  route(bindMyWeChat, async (work, { body }) => {
    if (weChat === null) throw new Refusal('wechat-away')
    await bindMine(work, await weChat.openId(body.loginCode))
    return {}
  }),
  route(unbindMyWeChat, async (work) => {
    await unbindMine(work)
    return {}
  }),
]
