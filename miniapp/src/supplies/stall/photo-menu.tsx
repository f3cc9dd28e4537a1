import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { StallItem, StallWithItems } from '@gezhong/shared/supplies/stalls/contract'
import { notice } from '../../platform/notice.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { Thumb } from '../../ui/thumb.tsx'
import { itemPhoto } from '../item-photo.ts'
import { useItemPhoto } from './use-item-photo.ts'
import './photo-menu.css'

/** Everything that is sold, each with its photo and the key to take one. */
export function PhotoMenu({ stall }: { stall: StallWithItems }) {
  const [chosen, setChosen] = useState<StallItem | null>(null)
  return (
    <Card title="给菜配照片" note="明天照着开，照片还在">
      {stall.items.map((item) => (
        <View key={item.id} className="photo-row">
          <Thumb source={itemPhoto(item)} name={item.name} />
          <Text className="photo-row-name">{item.name}</Text>
          <Button
            kind="plain"
            shape="pill"
            label={`${item.photoId === null ? '拍照' : '换照片'}：${item.name}`}
            onPress={() => setChosen(item)}
          >
            {item.photoId === null ? '拍照' : '换照片'}
          </Button>
        </View>
      ))}
      {chosen !== null && <PhotoSheet stallId={stall.id} item={chosen} onClose={() => setChosen(null)} />}
    </Card>
  )
}

function PhotoSheet({ stallId, item, onClose }: { stallId: string; item: StallItem; onClose: () => void }) {
  const photo = useItemPhoto(stallId, item.id)
  const then = (words: string) => (done: boolean) => {
    if (!done) return
    notice(words)
    onClose()
  }
  return (
    <Sheet title={`${item.name}的照片`} onClose={onClose}>
      <View className="photo-keys">
        {photo.problem !== null && <Banner tone="bad" title={photo.problem} />}
        <Button busy={photo.busy} onPress={() => void photo.take('camera').then(then('照片好了'))}>
          拍照
        </Button>
        <Button kind="plain" disabled={photo.busy} onPress={() => void photo.take('album').then(then('照片好了'))}>
          从相册选
        </Button>
        {item.photoId !== null && (
          <Button kind="plain" disabled={photo.busy} onPress={() => void photo.remove().then(then('去掉了'))}>
            不要照片
          </Button>
        )}
      </View>
    </Sheet>
  )
}
