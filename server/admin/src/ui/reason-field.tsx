import { Input } from 'antd'
import { useId } from 'react'

/** Why a change is made; it stays in the history. Common reasons are one click. */
export function ReasonField({
  value,
  onChange,
  choices,
  optional = false,
  label = '原因',
  hint = '写一句，会留在改动记录里',
}: {
  value: string
  onChange: (reason: string) => void
  choices: readonly string[]
  optional?: boolean
  label?: string
  hint?: string
}) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{optional ? `${label}（可不填）` : label}</label>
      <Input
        id={id}
        value={value}
        maxLength={200}
        placeholder={hint}
        onChange={(event) => onChange(event.target.value)}
      />
      <div className="row reason-choices">
        {choices.map((choice) => (
          <button key={choice} type="button" className="reason-choice" onClick={() => onChange(choice)}>
            {choice}
          </button>
        ))}
      </div>
    </div>
  )
}
