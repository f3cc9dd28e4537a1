import type { Actor } from '@gezhong/shared/actor'
import { useShareCard } from '../../platform/share.ts'
import { sharedPath } from './shared-place.ts'

/** From the menu of WeChat a page passes on the way in to this community, and nothing of what stands on it. */
export function usePassingOn(actor: Actor | null): void {
  useShareCard({
    title: '点开写门牌，自己家自己报',
    path: actor === null ? '/home/today/today' : sharedPath({ communityId: actor.communityId, gridId: null }),
  })
}
