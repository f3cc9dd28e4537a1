import { Text, View } from '@tarojs/components'
import { useId } from 'react'
import type { ScanState } from '../platform/live-scanner.ts'
import { useLiveScan } from '../platform/use-live-scan.ts'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'

interface Props {
  hint: string
  reading: boolean
  onCode: (text: string) => void
}

type Trouble = Extract<ScanState, { kind: 'trouble' }>['trouble']

const TROUBLES: Record<Trouble, { title: string; text: string }> = {
  refused: {
    title: '没让用摄像头',
    text: '要扫码，请在浏览器地址栏旁边的设置里允许“摄像头”，再点“再试”。不扫也行，把码下面的数字填在下边。',
  },
  missing: { title: '这台机器没有摄像头', text: '把码下面的数字填在下边，一样能查。' },
  busy: { title: '摄像头被别的程序占着', text: '关掉别的视频、扫码程序，再点“再试”；或者把码下面的数字填在下边。' },
  unsafe: {
    title: '这个网址不能用摄像头',
    text: '浏览器只让 https 开头的网址用摄像头，请告诉管理员。先把码下面的数字填在下边，一样能查。',
  },
  unread: { title: '扫码的程序没下载下来', text: '连上网再点“再试”；没网就把码下面的数字填在下边，一样能查。' },
}

/** The picture of the browser's own camera, and words where there is none. */
export function BrowserScan({ hint, reading, onCode }: Props) {
  const hostId = useId()
  const { state, isLit, switchLight, again } = useLiveScan({ hostId, reading, onCode })
  const trouble = state.kind === 'trouble' ? TROUBLES[state.trouble] : null
  return (
    <>
      <View id={hostId} className="scan-picture" />
      {trouble === null && (
        <View className="scan-aim">
          <View className="scan-frame" />
          <View className="scan-hint" role="status">
            {state.kind === 'opening' ? '正在打开摄像头…' : hint}
          </View>
          {state.kind === 'open' && state.hasLight && (
            <Button kind="plain" shape="pill" icon="bulb" onPress={switchLight}>
              {isLit ? '关灯' : '开灯'}
            </Button>
          )}
        </View>
      )}
      {trouble !== null && (
        <View className="scan-trouble" role="alert">
          <View className="scan-trouble-icon">
            <Icon name="alert" />
          </View>
          <Text className="scan-trouble-title">{trouble.title}</Text>
          <Text className="scan-trouble-text">{trouble.text}</Text>
          <Button kind="plain" shape="pill" icon="again" onPress={again}>
            再试
          </Button>
        </View>
      )}
    </>
  )
}
