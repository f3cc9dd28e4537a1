import { LISTED_DOORS, listRounds, type RoundList } from '@gezhong/shared/people/rounds/contract'
import { Input, Radio, Select } from 'antd'
import { useId } from 'react'
import { useRead } from '../../api/query.ts'
import { FieldProblem } from '../../ui/field-problem.tsx'

export interface ListDraft {
  who: 'everybody' | 'missing' | 'doors'
  missingOf: string | null
  doors: string
}

export const EVERYBODY: ListDraft = { who: 'everybody', missingOf: null, doors: '' }

const WHO = [
  { value: 'everybody', label: '网格里所有人' },
  { value: 'missing', label: '某一轮没做的人' },
  { value: 'doors', label: '指定门牌' },
]

const doorsIn = (text: string): string[] =>
  text
    .split(/[\n、,，;；]/)
    .map((door) => door.trim())
    .filter((door) => door !== '')

/** What the server is told: null for everybody; undefined while nobody is named. */
export function listOf({ who, missingOf, doors }: ListDraft): RoundList | null | undefined {
  if (who === 'everybody') return null
  if (who === 'missing') return missingOf === null ? undefined : { doors: [], missingOf }
  const named = doorsIn(doors)
  return named.length === 0 || named.length > LISTED_DOORS ? undefined : { doors: named, missingOf: null }
}

/** Who is to come: everybody, or only those of a list, who alone get to see the round. */
export function ListFields({
  draft,
  problem,
  onChange,
}: {
  draft: ListDraft
  problem: string | undefined
  onChange: (draft: ListDraft) => void
}) {
  const doorsId = useId()
  const rounds = useRead(listRounds).data?.rounds ?? []
  return (
    <div className="field">
      <span>谁要来</span>
      <Radio.Group
        aria-label="谁要来"
        value={draft.who}
        onChange={(event) => onChange({ ...draft, who: event.target.value as ListDraft['who'] })}
        options={WHO}
      />
      {draft.who === 'everybody' ? null : (
        <span className="field-help">只有名单上的住户、管他们的人和专班看得到这一轮。</span>
      )}
      {draft.who === 'missing' ? (
        <Select
          aria-label="哪一轮没做的人"
          placeholder="选一轮"
          value={draft.missingOf}
          onChange={(missingOf: string | null) => onChange({ ...draft, missingOf })}
          options={rounds.map(({ id, title }) => ({ value: id, label: `${title}没做的人` }))}
        />
      ) : null}
      {draft.who === 'doors' ? (
        <>
          <label htmlFor={doorsId} className="small">
            一行一个门牌，最多 {LISTED_DOORS.toLocaleString()} 个
          </label>
          <Input.TextArea
            id={doorsId}
            rows={5}
            value={draft.doors}
            placeholder={'中区32号\n中区33号'}
            onChange={(event) => onChange({ ...draft, doors: event.target.value })}
          />
        </>
      ) : null}
      <FieldProblem words={problem} />
    </div>
  )
}
