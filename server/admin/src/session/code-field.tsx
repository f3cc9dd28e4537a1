import { Input } from 'antd'
import { useId } from 'react'

/** Six digits from the authenticator; where it may be a recovery code, letters too. */
export function CodeField({
  label,
  help,
  value,
  recovery = false,
  onChange,
}: {
  label: string
  help?: string
  value: string
  recovery?: boolean
  onChange: (code: string) => void
}) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <Input
        id={id}
        size="large"
        autoFocus
        autoComplete="one-time-code"
        inputMode={recovery ? 'text' : 'numeric'}
        maxLength={recovery ? 14 : 7}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      {help === undefined ? null : <span className="field-help">{help}</span>}
    </div>
  )
}

export const isWholeNumber = (code: string): boolean => /^\d{6}$/.test(code.replace(/\s/g, ''))
