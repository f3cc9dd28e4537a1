import { View } from '@tarojs/components'
import { Button, Buttons } from './button.tsx'
import { TextBox } from './text-box.tsx'
import './line-card.css'

interface Props {
  /** Of its place on the page, to bring it into view. */
  id: string
  label: string
  example: string
  words: string
  onChange: (words: string) => void
  onCancel: () => void
  onDone: (words: string) => void
}

/** One line of a chain written anew, in its place. */
export function LineEdit({ id, label, example, words, onChange, onCancel, onDone }: Props) {
  return (
    <View className="line-edit" id={id}>
      <TextBox short label={label} value={words} placeholder={example} maxLength={300} onChange={onChange} />
      <Buttons>
        <Button kind="plain" onPress={onCancel}>
          不改
        </Button>
        <Button disabled={words.trim() === ''} onPress={() => onDone(words.trim())}>
          就这样
        </Button>
      </Buttons>
    </View>
  )
}
