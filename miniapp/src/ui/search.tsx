import { Input, View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { inBrowser } from '../platform/target.ts'
import { Icon } from './icon.tsx'
import { pressable } from './press.ts'
import './search.css'

interface Props {
  label: string
  placeholder: string
  value: string
  onChange: (value: string) => void
}

const PAUSE_MS = 300

/** Asks only after the fingers rest. `onChange` must be the same function at each render. */
export function Search({ label, placeholder, value, onChange }: Props) {
  const [typed, setTyped] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => onChange(typed.trim()), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [typed, onChange])
  return (
    <View className="search">
      <Icon name="search" />
      <Input
        className="search-input"
        placeholderClass="field-placeholder"
        value={typed}
        placeholder={placeholder}
        maxlength={40}
        confirmType="search"
        onInput={(event) => setTyped(event.detail.value)}
        {...(inBrowser ? { nativeProps: { 'aria-label': label } } : { 'aria-label': label })}
      />
      {typed !== '' && (
        <View className="search-clear" {...pressable(() => setTyped(''), { label: '清除' })}>
          <Icon name="close" />
        </View>
      )}
    </View>
  )
}
