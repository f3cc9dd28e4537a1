import { type ReactNode, useState } from 'react'
import { randomId } from '../platform/random-id.ts'
import { useWrite } from '../platform/use-write.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'

interface Props {
  /** What the button says. */
  word: string
  kind?: 'main' | 'soft'
  send: (asked: { id: string; text: string }, key: string) => Promise<unknown>
  onAsked: () => void
  /** Between the door and the button. */
  children?: ReactNode
}

/** A door is written, and somebody else decides; the answer never tells whether there is such a door. */
export function DoorForm({ word, kind = 'main', send, onAsked, children }: Props) {
  const [text, setText] = useState('')
  const [incomplete, setIncomplete] = useState(false)
  const asking = useWrite(async (door: string, key) => send({ id: await randomId(), text: door }, key))
  const submit = async () => {
    setIncomplete(text.trim().length < 2)
    if (text.trim().length < 2) return
    if ((await asking.run(text.trim())) === null) return
    setText('')
    onAsked()
  }
  return (
    <>
      {asking.problem !== null && <Banner tone="bad" title={asking.problem} />}
      <Field
        label="门牌"
        value={text}
        onChange={setText}
        maxLength={80}
        placeholder="例如：中区32号"
        error={incomplete ? '请写上门牌，例如：中区32号' : undefined}
        onDone={() => void submit()}
      />
      {children}
      <Button kind={kind} busy={asking.busy} onPress={() => void submit()}>
        {word}
      </Button>
    </>
  )
}
