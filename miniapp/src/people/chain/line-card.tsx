import { Text, View } from '@tarojs/components'
import { memo, useState } from 'react'
import { type ChainLine, LINE_CHANGE_WORDS } from '@gezhong/shared/people/chain/contract'
import { ownReportWords } from '@gezhong/shared/people/chain/own-report-words'
import { displayDoor } from '@gezhong/shared/people/door'
import { verdictWord } from '@gezhong/shared/people/rolls/still-missing'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Marked } from '../../ui/marked.tsx'
import { Tag } from '../../ui/tag.tsx'
import { LineEdit } from '../../ui/line-edit.tsx'
import { bringIntoView } from '../../platform/navigation.ts'
import { VERDICT_TONES } from '../report/standing-words.ts'
import { piecesOf, withDoor, withoutIndex, writtenText } from '../../ui/written-text.ts'
import '../../ui/line-card.css'

interface Props {
  line: ChainLine
  /** The text in the box, to begin a correction from; empty when the chain is only being looked at. */
  pasted: string
  /** Nothing was confirmed before: every line is new, and saying so at each helps nobody. */
  first: boolean
  onFix: (key: string, words: string) => void
}

function heading({ door, household, headcount, intent }: ChainLine): string {
  const place = door ?? household?.door ?? null
  const count =
    intent === 'vacant' ? '空房' : intent === 'withdraw' ? '取消' : headcount === null ? '没写人数' : `${headcount} 人`
  return `${place === null ? '门牌没看出来' : displayDoor(place)} · ${count}`
}

/** Nothing to decide, but a number to ask for again. */
const ODD_PHONE = ['phone-invalid', 'phone-repaired']

/** One sentence that says what is the matter, before the smaller reasons. */
function matter({ verdict, household, candidates }: ChainLine): string | null {
  if (verdict === 'headcount-differs' && household !== null) {
    return household.headcount === null ? null : `台账登记 ${household.headcount} 人`
  }
  if (verdict === 'candidates' && candidates.length > 0) return '是哪一户？点一下就定'
  return null
}

export const LineCard = memo(function LineCard({ line, pasted, first, onFix }: Props) {
  const [editing, setEditing] = useState<string | null>(null)
  const attention = line.toSettle
  const gone = line.change === 'gone'
  const oddPhone = !gone && line.reasons.some(({ code }) => ODD_PHONE.includes(code))
  const tone = gone ? 'mute' : line.stillMissing > 0 ? 'bad' : VERDICT_TONES[line.verdict]
  const editId = `edit-${line.line ?? 0}`
  const written = writtenText(pasted, line)
  const sentence = matter(line)
  const shown = pasted !== '' && editing === null ? sentence : null
  const told = attention ? line.reasons : line.reasons.filter(({ code }) => oddPhone && ODD_PHONE.includes(code))
  const reasons = [...new Set(told.map((reason) => reason.sentence))].filter((words) => words !== shown)
  return (
    <Card tone={tone}>
      <View className="line-head">
        <Text className={tone === 'mute' ? 'line-title line-quiet' : 'line-title'}>{heading(line)}</Text>
        {line.change !== 'same' && !first && <Tag tone={gone ? 'bad' : 'mute'}>{LINE_CHANGE_WORDS[line.change]}</Tag>}
        <Tag tone={tone}>{verdictWord(line)}</Tag>
      </View>
      {editing === null && <Marked pieces={piecesOf(line)} />}
      {line.previousText !== null && <Text className="line-small">{`原来：${line.previousText}`}</Text>}
      {line.fix !== null && <Text className="line-small">已按您改的算</Text>}
      {line.ownReport !== null && <Text className="line-matter">{ownReportWords(line.ownReport)}</Text>}
      {reasons.length > 0 && <Text className="line-small">{reasons.join('；')}</Text>}
      {(attention || oddPhone) && pasted !== '' && editing === null && (
        <View className="line-foot">
          {sentence !== null && <Text className="line-matter">{sentence}</Text>}
          {written !== null &&
            line.candidates.slice(0, 3).map((candidate) => (
              <Button
                key={candidate.householdId}
                kind="plain"
                shape="pill"
                label={`认定是 ${displayDoor(candidate.door)}`}
                onPress={() => onFix(line.key, withDoor(written, line, candidate.door))}
              >
                {displayDoor(candidate.door)}
              </Button>
            ))}
          {line.fix !== null && (
            <Button kind="plain" shape="pill" onPress={() => onFix(line.key, '')}>
              不改了
            </Button>
          )}
          <Button
            kind="plain"
            shape="pill"
            icon="edit"
            label={`改这一条：${heading(line)}`}
            onPress={() => {
              setEditing(withoutIndex(written ?? '', line.index))
              bringIntoView(editId)
            }}
          >
            改这条
          </Button>
        </View>
      )}
      {!attention && !oddPhone && line.fix !== null && pasted !== '' && (
        <View className="line-foot">
          <Button kind="plain" shape="pill" onPress={() => onFix(line.key, '')}>
            不改了
          </Button>
        </View>
      )}
      {editing !== null && (
        <LineEdit
          id={editId}
          label="照着改，门牌 + 人数 + 电话"
          example="例如：中区32号 3人 138…"
          words={editing}
          onChange={setEditing}
          onCancel={() => setEditing(null)}
          onDone={(words) => {
            onFix(line.key, words)
            setEditing(null)
          }}
        />
      )}
    </Card>
  )
})
