import { View } from '@tarojs/components'
import { Banner } from './banner.tsx'
import { Button } from './button.tsx'
import { Sheet } from './sheet.tsx'
import './confirm.css'

interface Props {
  title: string
  text: string
  yes: string
  no: string
  /** What it does cannot be taken back by the next tap: the answer warns by its colour. */
  danger?: boolean
  busy?: boolean
  /** Why the last press did not do it. */
  problem?: string | null
  onYes: () => void
  onNo: () => void
}

/** Asks before something that is hard to take back; both answers say what they do. */
export function Confirm({ title, text, yes, no, danger = false, busy = false, problem = null, onYes, onNo }: Props) {
  return (
    <Sheet title={title} onClose={onNo}>
      <View className="confirm-text">{text}</View>
      {problem !== null && <Banner tone="bad" title={problem} />}
      <View className="confirm-actions">
        <Button kind={danger ? 'danger' : 'main'} busy={busy} onPress={onYes}>
          {yes}
        </Button>
        <Button kind="plain" onPress={onNo}>
          {no}
        </Button>
      </View>
    </Sheet>
  )
}
