import { View } from '@tarojs/components'
import { useState } from 'react'
import type { Actor } from '@gezhong/shared/actor'
import { currentCommunity, type Grid, gridTitle } from '@gezhong/shared/grid/communities/contract'
import { writeClipboard } from '../../platform/clipboard.ts'
import { notice } from '../../platform/notice.ts'
import { addressOf } from '../../platform/share.ts'
import { inBrowser } from '../../platform/target.ts'
import { useRead } from '../../platform/use-read.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { ShareButton } from '../../ui/share-button.tsx'
import { sharedPath } from './shared-place.ts'
import './share-entry.css'

interface Props {
  actor: Actor
  /** Where those who open it are asked to look first. */
  grid: Grid | undefined
}

/** Sends the way in to a neighbour or a group. It names the village and the grid, and nobody. */
export function ShareEntry({ actor, grid }: Props) {
  const { data: community } = useRead(currentCommunity, {}, { keep: true })
  const [shown, setShown] = useState(false)
  const place = [community?.name, grid && gridTitle(grid)].filter(Boolean).join(' ')
  const path = sharedPath({ communityId: actor.communityId, gridId: grid?.id ?? null })
  const card = { title: `${place}：点开写门牌，自己家自己报`, path }
  const address = inBrowser ? addressOf(path) : ''
  const copy = async () => {
    const copied = await writeClipboard(address)
    setShown(!copied)
    if (copied) notice('复制好了，去群里粘贴')
  }
  return (
    <Card title="请大家自己报" note={grid && gridTitle(grid)}>
      <View className="share-word">发到群里，邻居点开、写上门牌，网格员确认后就能自己报。</View>
      {inBrowser ? (
        <Button kind="soft" icon="paste" onPress={() => void copy()}>
          复制链接
        </Button>
      ) : (
        <ShareButton card={card}>发到微信群</ShareButton>
      )}
      {shown && (
        <>
          <View className="share-word">没能自动复制，请长按下面的链接复制：</View>
          <View className="share-address">{address}</View>
        </>
      )}
    </Card>
  )
}
