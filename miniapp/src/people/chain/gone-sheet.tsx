import { View } from '@tarojs/components'
import { Button } from '../../ui/button.tsx'
import { Sheet } from '../../ui/sheet.tsx'

interface Props {
  gone: number
  busy: boolean
  onAnswer: (dropGone: boolean) => void
  onClose: () => void
}

/** Lines that were there before and are not now: only the worker knows whether they were deleted. */
export function GoneSheet({ gone, busy, onAnswer, onClose }: Props) {
  return (
    <Sheet title={`有 ${gone} 条不见了`} onClose={onClose}>
      <View className="gone-text">上次有、这次贴的里面没有。是群里删掉了，还是这次贴的不全？</View>
      <View className="gone-actions">
        <Button busy={busy} onPress={() => onAnswer(false)}>
          贴的不全，都留着
        </Button>
        <Button kind="danger" busy={busy} onPress={() => onAnswer(true)}>
          {`群里删了，这 ${gone} 条不算`}
        </Button>
      </View>
    </Sheet>
  )
}
