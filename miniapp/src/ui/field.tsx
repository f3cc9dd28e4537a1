import { Input, Text, View } from '@tarojs/components'
import { useId } from 'react'
import { inBrowser } from '../platform/target.ts'
import { classNames } from './class-names.ts'
import { Icon } from './icon.tsx'
import './field.css'

interface Props {
  label: string
  value: string
  onChange: (value: string) => void
  kind?: 'text' | 'phone' | 'number' | 'password'
  placeholder?: string
  /** What is wrong, in a sentence that says what to do. */
  error?: string | undefined
  hint?: string | undefined
  maxLength?: number
  onDone?: () => void
}

export function Field(props: Props) {
  const { label, value, onChange, kind = 'text', placeholder = '', error, hint, maxLength = 200, onDone } = props
  const id = useId()
  const below = error ?? hint
  const native: Record<string, string> = { 'aria-label': label, 'aria-invalid': error === undefined ? 'false' : 'true' }
  if (below !== undefined) native['aria-describedby'] = `${id}below`
  if (kind === 'phone') native['inputmode'] = 'tel'
  if (kind === 'password') native['autocomplete'] = 'current-password'
  return (
    <View className="field">
      <View className="field-label" aria-hidden="true">
        {label}
      </View>
      <View className={classNames('field-box', error !== undefined && 'field-wrong')}>
        <Input
          className="field-input"
          placeholderClass="field-placeholder"
          value={value}
          type={kind === 'number' ? 'number' : 'text'}
          password={kind === 'password'}
          placeholder={placeholder}
          maxlength={maxLength}
          confirmType="done"
          onInput={(event) => onChange(event.detail.value)}
          onConfirm={() => onDone?.()}
          {...(inBrowser ? { nativeProps: native } : { 'aria-label': label })}
        />
      </View>
      <Below id={`${id}below`} error={error} hint={hint} />
    </View>
  )
}

export function Below({ id, error, hint }: { id: string; error?: string | undefined; hint?: string | undefined }) {
  if (error === undefined && hint === undefined) return null
  return (
    <View id={id} className={error === undefined ? 'field-hint' : 'field-error'}>
      {error !== undefined && <Icon name="alert" />}
      <Text>{error ?? hint}</Text>
    </View>
  )
}
