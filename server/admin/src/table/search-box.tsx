import { Input } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { Icon } from '../ui/icon.tsx'

const TYPING_PAUSE_MS = 250

/** The page's search field; `/` puts the cursor here. Tells the words after a short pause in typing. */
export function SearchBox({
  value,
  onChange,
  placeholder,
  width = 220,
}: {
  value: string
  onChange: (words: string) => void
  placeholder: string
  width?: number
}) {
  const [words, setWords] = useState(value)
  const told = useRef(value)
  useEffect(() => {
    if (value === told.current) return
    told.current = value
    setWords(value)
  }, [value])
  useEffect(() => {
    if (words === told.current) return
    const timer = setTimeout(() => {
      told.current = words
      onChange(words)
    }, TYPING_PAUSE_MS)
    return () => clearTimeout(timer)
  }, [words, onChange])
  return (
    <Input
      data-page-search
      allowClear
      value={words}
      onChange={(event) => setWords(event.target.value)}
      placeholder={placeholder}
      aria-label={placeholder}
      prefix={<Icon name="search" />}
      suffix={words === '' ? <kbd aria-hidden="true">/</kbd> : undefined}
      style={{ width }}
      maxLength={40}
    />
  )
}
