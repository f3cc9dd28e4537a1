import { View } from '@tarojs/components'
import { useState } from 'react'
import type { ChainLine, ChainView } from '@gezhong/shared/people/chain/contract'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { LineCard } from './line-card.tsx'

type Part = 'all' | 'person' | 'moved'

const PARTS: Record<Part, (line: ChainLine) => boolean> = {
  all: () => true,
  person: ({ toSettle }) => toSettle,
  moved: ({ change }) => change !== 'same',
}

/** More at once makes WeChat stutter: every line is a dozen nodes. */
const STEP = 40

interface Props {
  view: ChainView
  pasted: string
  onFix: (key: string, words: string) => void
}

export function ChainLines({ view, pasted, onFix }: Props) {
  const [part, setPart] = useState<Part>('all')
  const [shown, setShown] = useState(STEP)
  if (view.lines.length === 0) {
    return (
      <Card>
        <Empty icon="paste" title="没有看出接龙" text="一行一户，例如：1. 中区32号 3人 138…；请检查贴的是不是接龙" />
      </Card>
    )
  }
  const chosen = view.lines.filter(PARTS[part])
  const count = (which: Part) => view.lines.filter(PARTS[which]).length
  return (
    <>
      <Segmented<Part>
        label="看哪些条"
        value={part}
        onChange={(next) => {
          setPart(next)
          setShown(STEP)
        }}
        options={[
          { value: 'all', word: '全部', count: count('all') },
          { value: 'person', word: '要核对', count: count('person') },
          ...(view.pastes > 0 ? [{ value: 'moved' as const, word: '有变动', count: count('moved') }] : []),
        ]}
      />
      {chosen.length === 0 && (
        <Card>
          <Empty icon="done" title={part === 'person' ? '没有要核对的' : '和上次一样'} text="可以直接确认" />
        </Card>
      )}
      <View>
        {chosen.slice(0, shown).map((line) => (
          <LineCard
            key={`${line.key}:${line.line ?? 'gone'}`}
            line={line}
            pasted={pasted}
            first={view.pastes === 0}
            onFix={onFix}
          />
        ))}
      </View>
      {shown < chosen.length && (
        <Card>
          <Button kind="plain" onPress={() => setShown(shown + STEP)}>
            {`再看 ${Math.min(STEP, chosen.length - shown)} 条（共 ${chosen.length} 条）`}
          </Button>
        </Card>
      )}
    </>
  )
}
