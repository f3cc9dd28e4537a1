import { View } from '@tarojs/components'
import { Button } from '../../ui/button.tsx'
import { Sheet } from '../../ui/sheet.tsx'

interface Props {
  inTube: number
  more: number
  size: number
  onNext: () => void
  onAnyway: () => void
  onClose: () => void
}

/** Before a tube takes more than it should. The ticks stay for the next one. */
export function OverFull({ inTube, more, size, onNext, onAnyway, onClose }: Props) {
  return (
    <Sheet title={inTube >= size ? '这管满了' : '这管装不下'} onClose={onClose}>
      <View className="over-text">{`管里已有 ${inTube} 人，再记 ${more} 人就是 ${inTube + more} 人，一管最多 ${size} 人。`}</View>
      <View className="over-keys">
        <Button onPress={onNext}>换一管再记</Button>
        <Button kind="plain" onPress={onAnyway}>
          照样记进这管
        </Button>
      </View>
    </Sheet>
  )
}
