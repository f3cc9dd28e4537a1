import { Input } from 'antd'
import { useId } from 'react'
import { FieldProblem } from './field-problem.tsx'

export function MomentField({
  label,
  help,
  value,
  problem,
  onChange,
}: {
  label: string
  help?: string
  value: string
  problem?: string | undefined
  onChange: (local: string) => void
}) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <Input
        id={id}
        type="datetime-local"
        value={value}
        status={problem ? 'error' : ''}
        aria-describedby={problem ? `${id}-problem` : undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      <FieldProblem id={`${id}-problem`} words={problem} />
      {help ? <span className="field-help">{help}</span> : null}
    </div>
  )
}
