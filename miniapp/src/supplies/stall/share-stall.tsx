import { View } from '@tarojs/components'
import { useState } from 'react'
import { dayOf, civilDay, wallClock } from '@gezhong/shared/civil-day'
import { gridTitle, listGrids } from '@gezhong/shared/grid/communities/contract'
import type { Stall } from '@gezhong/shared/supplies/stalls/contract'
import { isSelling } from '@gezhong/shared/supplies/stalls/selling'
import { sharedStallPath } from '../../home/share/shared-stall.ts'
import { writeClipboard } from '../../platform/clipboard.ts'
import { notice } from '../../platform/notice.ts'
import { useActor } from '../../platform/session.ts'
import { addressOf, type ShareCard, useShareCard } from '../../platform/share.ts'
import { inBrowser } from '../../platform/target.ts'
import { useRead } from '../../platform/use-read.ts'
import { Button } from '../../ui/button.tsx'
import { ShareButton } from '../../ui/share-button.tsx'
import '../../home/share/share-entry.css'

/** What a group reads of a stall, perhaps hours later: its name, its grid, until when. It names nobody. */
function useStallCard(stall: Stall | undefined): ShareCard {
  const actor = useActor()
  const { data } = useRead(listGrids, {}, { keep: true, when: actor !== null })
  const grid = data?.grids.find(({ id }) => id === stall?.gridId)
  const until = stall === undefined ? null : new Date(stall.cutOff)
  const words = [
    stall?.title ?? '爱心菜吧',
    grid && gridTitle(grid),
    until && `${dayOf(civilDay(until))} ${wallClock(until)} 截止`,
  ]
  const path =
    stall === undefined || actor === null ? '/home/today/today' : sharedStallPath(actor.communityId, stall.id)
  return { title: words.filter(Boolean).join(' · '), path }
}

/**
 * Passes the stall on to the group: anybody from the menu of WeChat; whoever keeps it also by a key of its own, in a browser
 * as a link.
 */
export function ShareStall({ stall, hasKey }: { stall: Stall; hasKey: boolean }) {
  const card = useStallCard(stall)
  useShareCard(card)
  const [shown, setShown] = useState(false)
  if (!hasKey || !isSelling(stall)) return null
  if (!inBrowser) return <ShareButton card={card}>发到微信群</ShareButton>
  const words = `${card.title}\n${addressOf(card.path)}`
  const copy = async () => {
    const copied = await writeClipboard(words)
    setShown(!copied)
    if (copied) notice('复制好了，去群里粘贴')
  }
  return (
    <>
      <Button kind="soft" icon="paste" onPress={() => void copy()}>
        复制链接发到群里
      </Button>
      {shown && <View className="share-address">{words}</View>}
    </>
  )
}
