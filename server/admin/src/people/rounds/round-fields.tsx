import { METHOD_WORDS, RoundMethod, TUBE_SIZES, type TubeSize } from '@gezhong/shared/people/rounds/contract'
import { Radio } from 'antd'
import { FieldProblem } from '../../ui/field-problem.tsx'
import type { FieldProblems, WindowDraft } from './round-draft.ts'
import { TUBE_WORDS } from './round-words.ts'

/** A round of tests while it is typed. */
export interface RoundDraft {
  method: RoundMethod
  tubeSize: TubeSize
  window: WindowDraft
}

/** An antigen test is nobody else's. */
export const tubeSizeOf = ({ method, tubeSize }: RoundDraft): TubeSize => (method === 'pcr' ? tubeSize : 1)

/** How it is tested. */
export function MethodFields({
  draft,
  problems,
  onChange,
}: {
  draft: RoundDraft
  problems: FieldProblems
  onChange: (draft: RoundDraft) => void
}) {
  return (
    <div className="method-fields">
      <div className="field">
        <span>怎么检</span>
        <Radio.Group
          aria-label="怎么检"
          value={draft.method}
          onChange={(event) => onChange({ ...draft, method: event.target.value })}
          options={RoundMethod.options.map((value) => ({ value, label: METHOD_WORDS[value] }))}
        />
        <FieldProblem words={problems.get('method')} />
      </div>
      {draft.method === 'pcr' ? (
        <div className="field">
          <span>几人一管</span>
          <Radio.Group
            aria-label="几人一管"
            value={draft.tubeSize}
            onChange={(event) => onChange({ ...draft, tubeSize: event.target.value })}
            options={TUBE_SIZES.map((value) => ({ value, label: TUBE_WORDS[value] }))}
          />
          <FieldProblem words={problems.get('tubeSize')} />
        </div>
      ) : null}
    </div>
  )
}
