import { Textarea, View } from '@tarojs/components'
import { useId } from 'react'
import { inBrowser } from '../platform/target.ts'
import { classNames } from './class-names.ts'
import { Below } from './field.tsx'
import './field.css'

interface Props {
  label: string
  value: string
  onChange: (value: string) => void
  placeholder?: string
  /** Three lines instead of a big box. */
  short?: boolean
  error?: string | undefined
  hint?: string | undefined
  maxLength?: number
}

/** A box for many lines; a whole group chat may be pasted into it, so there is no limit unless one is given. */
export function TextBox(props: Props) {
  const { label, value, onChange, placeholder = '', short = false, error, hint, maxLength = -1 } = props
  const id = useId()
  const native: Record<string, string> = { 'aria-label': label, 'aria-describedby': `${id}below` }
  return (
    <View className="field">
      <View className="field-label" aria-hidden="true">
        {label}
      </View>
      <View
        className={classNames('field-box', 'text-box', short && 'text-box-short', error !== undefined && 'field-wrong')}
      >
        <Textarea
          className="text-box-input"
          placeholderClass="field-placeholder"
          value={value}
          placeholder={placeholder}
          maxlength={maxLength}
          onInput={(event) => onChange(event.detail.value)}
          {...(inBrowser ? { nativeProps: native } : { 'aria-label': label, disableDefaultPadding: true })}
        />
      </View>
      <Below id={`${id}below`} error={error} hint={hint} />
    </View>
  )
}
