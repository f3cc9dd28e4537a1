import { View } from '@tarojs/components'
import { type ReactNode, useEffect, useRef } from 'react'
import { inBrowser } from '../platform/target.ts'
import { Icon } from './icon.tsx'
import { pressable } from './press.ts'
import { spokenAs } from './spoken-as.ts'
import './sheet.css'

interface Props {
  title: string
  onClose: () => void
  children: ReactNode
}

/** Rises from the lower edge over the page. Mounted while open: what was typed in it is the caller's to keep. */
export function Sheet({ title, onClose, children }: Props) {
  const close = useRef(onClose)
  useEffect(() => {
    close.current = onClose
  })
  useEffect(() => {
    if (!inBrowser) return undefined
    const before = document.activeElement
    document.querySelector<HTMLElement>('.sheet-close')?.focus()
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') close.current()
    }
    document.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('keydown', onKey)
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  return (
    <View className="sheet-layer">
      {/* Beside the sheet and not around it: what stops the page from moving must not stop the sheet. */}
      <View className="sheet-shade" onClick={onClose} catchMove />
      <View className="sheet" {...spokenAs('dialog')} aria-modal="true" aria-label={title}>
        <View className="sheet-head">
          <View className="sheet-title" role="heading" aria-level="2">
            {title}
          </View>
          <View className="sheet-close" {...pressable(onClose, { label: '关闭' })}>
            <Icon name="close" />
          </View>
        </View>
        {children}
      </View>
    </View>
  )
}
