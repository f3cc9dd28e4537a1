import { Button, Input } from 'antd'
import { useState } from 'react'

/** Other words for a pasted line, typed in its place. */
export function MendLine({
  words,
  onDone,
  onCancel,
}: {
  words: string
  onDone: (text: string) => void
  onCancel: () => void
}) {
  const [text, setText] = useState(words)
  return (
    <span className="row chain-mend">
      <Input
        autoFocus
        aria-label="这一行应该是"
        value={text}
        maxLength={300}
        onChange={(event) => setText(event.target.value)}
        onPressEnter={() => onDone(text)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onCancel()
        }}
      />
      <Button type="primary" onClick={() => onDone(text)}>
        这样读
      </Button>
      <Button onClick={onCancel}>不改</Button>
    </span>
  )
}
