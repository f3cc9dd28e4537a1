import { Text, View } from '@tarojs/components'
import { Button } from './button.tsx'
import { Card } from './card.tsx'
import { TextBox } from './text-box.tsx'
import './paste-box.css'

interface Props {
  open: boolean
  text: string
  lines: number
  /** This chain was confirmed before: the lines of that time have the screen, not an empty box. */
  pastedBefore: boolean
  onOpen: (open: boolean) => void
  onPaste: () => void
  /** Only in the demo village: an invented chain to try. */
  onExample: (() => void) | null
  onChange: (text: string) => void
  /** What stands in the empty box, and what is said below it before and after pasting. */
  words: { empty: string; before: string; after: string }
}

/** The big box for a whole chain; folded to one line once it is read, so that the lines have the screen. */
export function PasteBox({ open, text, lines, pastedBefore, onOpen, onPaste, onExample, onChange, words }: Props) {
  if (!open && text === '' && pastedBefore) {
    return (
      <Card>
        <Button icon="paste" onPress={onPaste}>
          粘贴新的接龙
        </Button>
        <View className="paste-by-hand">
          <Button kind="plain" shape="pill" onPress={() => onOpen(true)}>
            粘贴不了，自己输入
          </Button>
        </View>
      </Card>
    )
  }
  if (!open && text !== '') {
    return (
      <Card>
        <View className="paste-closed">
          <Text className="paste-words">{lines > 0 ? `贴了 ${lines} 条接龙` : '已经贴好'}</Text>
          <Button kind="plain" shape="pill" onPress={() => onOpen(true)}>
            看原文
          </Button>
        </View>
      </Card>
    )
  }
  return (
    <Card>
      {text === '' && (
        <Button shape="huge" icon="paste" onPress={onPaste}>
          粘贴接龙
        </Button>
      )}
      <View className={text === '' ? 'paste-actions' : ''}>
        <TextBox
          label="接龙原文"
          value={text}
          placeholder={words.empty}
          hint={text === '' ? words.before : words.after}
          onChange={onChange}
        />
      </View>
      {text === '' && onExample !== null && (
        <View className="paste-by-hand">
          <Button kind="soft" shape="pill" onPress={onExample}>
            粘贴示例
          </Button>
        </View>
      )}
      {text !== '' && (
        <View className="paste-closed">
          <Button kind="plain" shape="pill" onPress={() => onChange('')}>
            清空
          </Button>
          <Button kind="soft" shape="pill" onPress={() => onOpen(false)}>
            收起原文
          </Button>
        </View>
      )}
    </Card>
  )
}
