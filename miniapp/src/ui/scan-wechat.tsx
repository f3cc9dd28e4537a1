import { View } from '@tarojs/components'
import { useEffect, useRef, useState } from 'react'
import { PRIVACY_REFUSED } from '../platform/privacy.ts'
import { scanCode } from '../platform/scan.ts'
import { Button } from './button.tsx'

interface Props {
  hint: string
  reading: boolean
  onCode: (text: string) => void
}

/** WeChat's own camera page, which reads one code: it opens by itself, and again after each verdict. */
export function WeChatScan({ hint, reading, onCode }: Props) {
  const [isRefused, setRefused] = useState(false)
  const scan = async () => {
    const found = await scanCode()
    setRefused(found === PRIVACY_REFUSED)
    if (found !== null && found !== PRIVACY_REFUSED) onCode(found.text)
  }
  const begin = useRef(scan)
  useEffect(() => {
    begin.current = scan
  })
  useEffect(() => {
    if (reading) void begin.current()
  }, [reading])
  return (
    <View className="scan-aim">
      <View className="scan-hint">{isRefused ? '没用摄像头。把码下面的数字填在下边，一样能查。' : hint}</View>
      <Button shape="huge" icon="scan" onPress={() => void scan()}>
        扫码
      </Button>
    </View>
  )
}
