import { View } from '@tarojs/components'
import { useState } from 'react'
import { buzz } from '../../platform/notice.ts'
import { PRIVACY_REFUSED } from '../../platform/privacy.ts'
import { scanCode } from '../../platform/scan.ts'
import { inBrowser } from '../../platform/target.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { QuickBox } from '../../ui/quick-box.tsx'
import type { CodeSaid } from './code-said.ts'
import type { DeskState } from './use-desk.ts'

/** Whose turn it is: the code on their phone, or their door. In a browser a scanner that types, types it into the box. */
export function DoorLine({ desk, onText }: { desk: DeskState; onText: (text: string, scanned: boolean) => void }) {
  const [unseen, setUnseen] = useState(false)
  const scan = async () => {
    // Bar codes too, so that a tube held before the camera by mistake is told of.
    const found = await scanCode('barCode')
    setUnseen(found === PRIVACY_REFUSED)
    if (found === null || found === PRIVACY_REFUSED) return
    buzz()
    onText(found.text, true)
  }
  return (
    <>
      <View className="door-line">
        <QuickBox
          label="找门牌"
          placeholder="门牌，如 32"
          value={desk.words}
          keys={desk.keys}
          focusCount={desk.focusCount}
          onChange={(text) => onText(text, false)}
        />
        <Button kind="plain" shape="pill" onPress={desk.switchKeys}>
          {desk.keys === 'digits' ? '打汉字' : '打数字'}
        </Button>
      </View>
      {!inBrowser && desk.chosen === null && (
        <View className="door-scan">
          <Button kind="soft" onPress={() => void scan()}>
            扫采样码
          </Button>
        </View>
      )}
      {unseen && <Banner tone="info" title="没用摄像头" text="打门牌找就行" />}
    </>
  )
}

/** A code that leads to no household of the sheet: what it is, and what to do. */
export function CodeWords({ said, onOutsider }: { said: CodeSaid & { kind: 'words' }; onOutsider: () => void }) {
  return (
    <Card>
      <Banner
        tone="warn"
        title={said.title}
        text={said.text}
        action={said.isElsewhere === true ? { word: '记成外来', onPress: onOutsider } : undefined}
      />
    </Card>
  )
}
