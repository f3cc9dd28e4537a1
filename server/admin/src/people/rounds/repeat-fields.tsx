import type { RoundRepeat } from '@gezhong/shared/people/rounds/contract'
import { Input, Radio } from 'antd'
import { FieldProblem } from '../../ui/field-problem.tsx'

const EVERY = [
  { value: 0, label: '不重复' },
  { value: 1, label: '每天' },
  { value: 2, label: '隔天' },
  { value: 3, label: '每三天' },
  { value: 7, label: '每周' },
]

/** Whether the round is held again by itself, and until when. */
export function RepeatFields({
  repeat,
  problem,
  onChange,
}: {
  repeat: RoundRepeat | null
  problem: string | undefined
  onChange: (repeat: RoundRepeat | null) => void
}) {
  return (
    <div className="field" role="group" aria-label="重复">
      <span>重复</span>
      <Radio.Group
        aria-label="多久一轮"
        optionType="button"
        value={repeat?.everyDays ?? 0}
        onChange={({ target: { value: everyDays } }) =>
          onChange(everyDays === 0 ? null : { untilDay: repeat?.untilDay ?? null, everyDays })
        }
        options={EVERY}
      />
      {repeat ? (
        <>
          <label className="until-day">
            最后一天
            <Input
              type="date"
              value={repeat.untilDay ?? ''}
              onChange={({ target: { value } }) => onChange({ ...repeat, untilDay: value || null })}
            />
          </label>
          <span className="field-help">
            到时候提前一小时自动开下一轮，时间和采样点照这一轮，这一轮同时结束。不写最后一天，就一直开到有人停。
          </span>
        </>
      ) : null}
      <FieldProblem words={problem} />
    </div>
  )
}
