import { Text, View } from '@tarojs/components'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { readySound } from '../platform/signal.ts'
import { useReadingSize } from '../platform/reading-size.ts'
import { inBrowser } from '../platform/target.ts'
import { Button } from './button.tsx'
import { classNames } from './class-names.ts'
import { Icon } from './icon.tsx'
import { onDismiss } from './on-dismiss.ts'
import { pressable } from './press.ts'
import { PrivacySheet } from './privacy-sheet.tsx'
import { QuickBox } from './quick-box.tsx'
import { BrowserScan } from './scan-browser.tsx'
import { WeChatScan } from './scan-wechat.tsx'
import './page.css'
import './scan-stage.css'

interface Props {
  title: string
  /** At the right of the head: how far one is. */
  progress?: string | undefined
  /** Stands over everything, such as the word that there is no network. */
  bar?: ReactNode
  /** What to hold before the camera. */
  hint: string
  /** The way that always works, where a code can be typed. */
  typed?: { label: string; placeholder: string; onDone: (text: string) => void }
  /** What was done last, above the typed code. */
  said?: ReactNode
  onCode: (text: string) => void
  onClose: () => void
  /** A verdict over the whole stage; while it stands nothing is read. */
  children?: ReactNode
}

/** Codes one after another, over the whole screen: the camera stays on, and after each verdict the next is read at once. */
export function ScanStage({ title, progress, bar, hint, typed, said, onCode, onClose, children }: Props) {
  const size = useReadingSize()
  const isReading = children === undefined || children === null || children === false
  const close = useRef(onClose)
  useEffect(() => {
    close.current = onClose
  })
  useEffect(() => {
    readySound()
    return inBrowser ? onDismiss(() => close.current()) : undefined
  }, [])
  const scan = { hint, reading: isReading, onCode }
  return (
    <View className={classNames('page', 'scan-stage', size === 'elder' && 'elder')}>
      {bar}
      <View className="scan-head">
        <View className="scan-title" role="heading" aria-level="1">
          {title}
        </View>
        {progress !== undefined && <Text className="scan-progress num">{progress}</Text>}
        <View className="scan-close" {...pressable(onClose, { label: '关闭扫码' })}>
          <Icon name="close" />
        </View>
      </View>
      <View
        className={classNames('scan-camera', !isReading && 'scan-behind')}
        aria-hidden={isReading ? 'false' : 'true'}
      >
        {inBrowser ? <BrowserScan {...scan} /> : <WeChatScan {...scan} />}
      </View>
      {isReading ? (
        <View className="scan-foot">
          {said}
          {typed !== undefined && <TypedCode {...typed} />}
        </View>
      ) : (
        <View className="scan-verdict">{children}</View>
      )}
      {!inBrowser && <PrivacySheet />}
    </View>
  )
}

function TypedCode({ label, placeholder, onDone }: NonNullable<Props['typed']>) {
  const [text, setText] = useState('')
  const done = () => {
    if (text.trim() === '') return
    setText('')
    onDone(text)
  }
  return (
    <View className="scan-typed">
      <QuickBox
        label={label}
        placeholder={placeholder}
        value={text}
        keys="digits"
        focusCount={0}
        onChange={setText}
        onDone={done}
      />
      <Button disabled={text.trim() === ''} onPress={done}>
        查
      </Button>
    </View>
  )
}
