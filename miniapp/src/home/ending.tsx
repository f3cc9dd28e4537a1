import { notice } from '../platform/notice.ts'
import { useWrite } from '../platform/use-write.ts'
import { Button } from '../ui/button.tsx'
import { Confirm } from '../ui/confirm.tsx'
import type { IconName } from '../ui/icon.tsx'
import { Row } from '../ui/row.tsx'
import { readRights } from './rights.ts'

/** That somebody acts for a household is to end: what is asked first, and what ends it. */
export interface Ending {
  title: string
  text: string
  yes: string
  run: (key: string) => Promise<unknown>
}

interface EndRowProps {
  icon: IconName
  title: string
  note?: string | undefined
  word: string
  onPress: () => void
}

/** A household or a person, and the small button that ends it. */
export function EndRow({ icon, title, note, word, onPress }: EndRowProps) {
  return (
    <Row
      icon={icon}
      title={title}
      note={note}
      end={
        <Button kind="plain" shape="pill" label={`${word}：${title}`} onPress={onPress}>
          {word}
        </Button>
      }
    />
  )
}

/** Asks in plain words, ends it, and reads anew what this person may do. */
export function ConfirmEnding({ ending, onClose }: { ending: Ending; onClose: () => void }) {
  const writing = useWrite(async (_: string, key) => {
    await ending.run(key)
    await readRights()
    notice('好了')
    return true
  })
  return (
    <Confirm
      danger
      title={ending.title}
      text={ending.text}
      yes={ending.yes}
      no="先不动"
      problem={writing.problem}
      busy={writing.busy}
      onNo={onClose}
      onYes={() => void writing.run(ending.title).then((done) => done && onClose())}
    />
  )
}
