import { Input, View } from '@tarojs/components'
import { useEffect, useId, useState } from 'react'
import { inBrowser } from '../platform/target.ts'
import { Icon } from './icon.tsx'
import { pressable } from './press.ts'
import './search.css'
import './quick-box.css'

interface Props {
  label: string
  placeholder: string
  value: string
  onChange: (value: string) => void
  /** Which keyboard rises. */
  keys: 'digits' | 'letters'
  /** Each time this number grows, the fingers are wanted here again. */
  focusCount: number
  /** The keyboard's own key for "go". */
  onDone?: () => void
}

/** Taro's elements are finished only after they are shown; a box that has just come has no control yet. */
const FINISHED_MS = [50, 300]

/** A large box that answers to each key at once, and that takes the fingers back when it is told to. */
export function QuickBox({ label, placeholder, value, onChange, keys, focusCount, onDone }: Props) {
  const id = useId()
  const [focused, setFocused] = useState(false)
  useEffect(() => {
    if (focusCount === 0) return undefined
    if (inBrowser) {
      const take = () => document.getElementById(id)?.querySelector('input')?.focus()
      take()
      const again = FINISHED_MS.map((ms) => setTimeout(() => document.activeElement === document.body && take(), ms))
      return () => again.forEach(clearTimeout)
    }
    // WeChat looks only at the change from no to yes; leaving the box makes it no.
    const timer = setTimeout(() => setFocused(true), 50)
    return () => clearTimeout(timer)
  }, [focusCount, id])
  const native = { 'aria-label': label, inputmode: keys === 'digits' ? 'numeric' : 'text', autocomplete: 'off' }
  return (
    <View id={id} className="search quick-box">
      <Icon name="search" />
      <Input
        className="search-input"
        placeholderClass="field-placeholder"
        value={value}
        type={inBrowser || keys === 'letters' ? 'text' : 'number'}
        placeholder={placeholder}
        // Codes are read here too, and the longest is an address.
        maxlength={240}
        focus={focused}
        onBlur={() => setFocused(false)}
        confirmType="search"
        onInput={(event) => onChange(event.detail.value)}
        onConfirm={() => onDone?.()}
        {...(inBrowser ? { nativeProps: native } : { 'aria-label': label })}
      />
      {value !== '' && (
        <View className="search-clear" {...pressable(() => onChange(''), { label: '清除' })}>
          <Icon name="close" />
        </View>
      )}
    </View>
  )
}
