import { LINE_CHANGE_WORDS, type ChainLine, type ChainView } from '@gezhong/shared/people/chain/contract'
import { ownReportWords } from '@gezhong/shared/people/chain/own-report-words'
import { displayDoor } from '@gezhong/shared/people/door'
import { Button } from 'antd'
import { memo, useState } from 'react'
import { Empty } from '../../ui/empty.tsx'
import { Icon } from '../../ui/icon.tsx'
import { MarkedWords } from '../../ui/marked-words.tsx'
import { MendLine } from '../../ui/mend-line.tsx'
import { Tag, type Tone } from '../../ui/tag.tsx'
import { VerdictTag } from '../verdict-tag.tsx'
import { Chip } from '../../ui/chip.tsx'

const SHOWN = [
  { key: 'all', words: '全部', fits: () => true },
  { key: 'settle', words: '要处理', fits: (line: ChainLine) => line.toSettle },
  { key: 'new', words: '新增', fits: (line: ChainLine) => line.change === 'new' },
  { key: 'changed', words: '改了', fits: (line: ChainLine) => line.change === 'changed' },
  { key: 'gone', words: '少了', fits: (line: ChainLine) => line.change === 'gone' },
  { key: 'own', words: '和本人报的不同', fits: (line: ChainLine) => line.ownReport !== null },
] as const

const LINES_AT_ONCE = 300

type Fix = ((key: string, text: string) => void) | null

/** Every line with what was read in it; a line can be reworded in place. */
export const ChainLines = memo(function ChainLines({
  view,
  wordsOf,
  onFix,
}: {
  view: ChainView
  wordsOf: (line: ChainLine) => string
  onFix: Fix
}) {
  const [shown, setShown] = useState<(typeof SHOWN)[number]['key']>('all')
  const [mending, setMending] = useState<string | null>(null)
  const [most, setMost] = useState(LINES_AT_ONCE)
  const lines = view.lines.filter(SHOWN.find((choice) => choice.key === shown)?.fits ?? (() => true))
  return (
    <>
      <div className="filter-bar chain-chips">
        {SHOWN.map(({ key, words, fits }) => {
          const count = view.lines.filter(fits).length
          return count === 0 && key !== 'all' ? null : (
            <Chip key={key} isOn={shown === key} onClick={() => setShown(key)}>
              {words} {count}
            </Chip>
          )
        })}
      </div>
      {lines.length === 0 ? <Empty icon="check" title="这一类没有" /> : null}
      <ol className="chain-lines">
        {lines.slice(0, most).map((line) => (
          <Line
            key={`${line.key} ${line.line ?? ''}`}
            line={line}
            words={mending === line.key ? wordsOf(line) : null}
            onMend={onFix ? setMending : null}
            onFix={onFix}
          />
        ))}
      </ol>
      {lines.length > most ? (
        <Button onClick={() => setMost(most + LINES_AT_ONCE)}>
          再看 {Math.min(LINES_AT_ONCE, lines.length - most)} 条（还有 {lines.length - most} 条）
        </Button>
      ) : null}
    </>
  )
})

const CHANGE_TONES: Record<ChainLine['change'], Tone> = { new: 'ok', changed: 'info', gone: 'plain', same: 'plain' }

const Line = memo(function Line({
  line,
  words,
  onMend,
  onFix,
}: {
  line: ChainLine
  /** The words to mend; null while the line is only shown. */
  words: string | null
  onMend: ((key: string | null) => void) | null
  onFix: Fix
}) {
  return (
    <li className={line.change === 'gone' ? 'chain-line gone' : 'chain-line'}>
      <span className="chain-number quiet num">{line.line ?? '—'}</span>
      <div className="chain-words">
        {words === null ? (
          <p>
            <MarkedWords text={line.text} spans={line.spans} />
          </p>
        ) : (
          <MendLine
            words={words}
            onDone={(text) => {
              onFix?.(line.key, text)
              onMend?.(null)
            }}
            onCancel={() => onMend?.(null)}
          />
        )}
        {line.fix !== null && words === null ? (
          <p className="small good-text">
            改读成：{line.fix}{' '}
            <button type="button" className="link-button" onClick={() => onFix?.(line.key, '')}>
              还原
            </button>
          </p>
        ) : null}
        {line.ownReport ? <p className="small warn-text">{ownReportWords(line.ownReport)}</p> : null}
        {line.previousText ? <p className="small quiet">原来写的：{line.previousText}</p> : null}
        <Reading line={line} />
      </div>
      <div className="chain-tags">
        {line.change === 'same' ? null : <Tag tone={CHANGE_TONES[line.change]}>{LINE_CHANGE_WORDS[line.change]}</Tag>}
        {line.change === 'gone' ? null : <VerdictTag verdict={line.verdict} stillMissing={line.stillMissing} />}
        {onMend && words === null && line.change !== 'gone' ? (
          <button
            type="button"
            className="line-edit"
            aria-label="改这一行"
            title="改这一行"
            onClick={() => onMend(line.key)}
          >
            <Icon name="edit" size={14} />
          </button>
        ) : null}
      </div>
    </li>
  )
})

function Reading({ line }: { line: ChainLine }) {
  const words: string[] = []
  if (line.household) {
    const { door, headcount } = line.household
    words.push(`台账：${displayDoor(door)}${headcount === null ? '' : ` ${headcount} 人`}`)
  } else if (line.candidates.length > 0) {
    words.push(`可能是：${line.candidates.map((candidate) => displayDoor(candidate.door)).join('、')}`)
  }
  if (line.toSettle) words.push(...line.reasons.map((reason) => reason.sentence))
  return words.length === 0 ? null : <p className="small quiet">{[...new Set(words)].join(' · ')}</p>
}
