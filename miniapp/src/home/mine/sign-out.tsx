import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { useWaitingWords } from '../waiting-words.ts'
import './mine.css'

/** The button at the foot of the page, and what signing out takes with it. */
export function SignOut({ busy, onLeave }: { busy: boolean; onLeave: () => void }) {
  const unsent = useWaitingWords({ withRefused: true })
  const [asking, setAsking] = useState(false)
  return (
    <>
      <View className="me-leave">
        <Button kind="danger" icon="leave" busy={busy} onPress={() => setAsking(true)}>
          退出登录
        </Button>
      </View>
      {asking && (
        <Confirm
          danger
          title="退出登录？"
          text={
            unsent !== '' ? `还有 ${unsent}没有发出去，退出后就没有了。` : '这部手机上存的内容会清掉，包括没写完的。'
          }
          yes="退出登录"
          no="先不退"
          busy={busy}
          onNo={() => setAsking(false)}
          onYes={onLeave}
        />
      )}
    </>
  )
}
