import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import './antigen.css'

const STEPS = [
  '洗手，擦干，拆开试剂',
  '棉签伸进一边鼻孔，转4圈，再换另一边',
  '棉签放进小管，捏10下，拧紧盖子',
  '往试剂的圆孔里滴几滴，照说明书',
  '等15分钟，看线，拍照，报结果',
]

/** What to do, in the order of doing it. */
export function StepsCard() {
  const [open, setOpen] = useState(false)
  return (
    <Card title="怎么做">
      {open ? (
        <View className="steps" role="list">
          {STEPS.map((step, index) => (
            <View key={step} className="step" role="listitem">
              <Text className="step-number num">{String(index + 1)}</Text>
              <Text>{step}</Text>
            </View>
          ))}
        </View>
      ) : (
        <Button kind="soft" icon="bulb" onPress={() => setOpen(true)}>
          一步一步看
        </Button>
      )}
    </Card>
  )
}
