import { View } from '@tarojs/components'
import { type ReactNode, useEffect, useRef } from 'react'
import { inBrowser } from '../platform/target.ts'
import { Icon } from './icon.tsx'
import { onDismiss } from './on-dismiss.ts'
import { pressable } from './press.ts'
import { spokenAs } from './spoken-as.ts'
import './sheet.css'

interface Props {
  title: string
  onClose: () => void
  children: ReactNode
}

const REACHED = '[tabindex="0"], input, textarea'

/** What the tab key reaches in the topmost sheet, in order. */
const reached = (): HTMLElement[] => [
  ...([...document.querySelectorAll('.sheet')].at(-1)?.querySelectorAll<HTMLElement>(REACHED) ?? []),
]

/** The tab key goes round in the sheet: what lies under it is not to be pressed. */
function keepInside(event: KeyboardEvent): void {
  const all = reached()
  const [first, last] = [all[0], all.at(-1)]
  const here = document.activeElement
  const outside = !all.some((element) => element === here)
  if (first === undefined || last === undefined) return
  if (!outside && here !== (event.shiftKey ? first : last)) return
  event.preventDefault()
  const next = event.shiftKey ? last : first
  next.focus()
}

/** Moves the focus in, unless it is there already. */
function takeFocus(): void {
  const all = reached()
  if (!all.some((element) => element === document.activeElement)) all[0]?.focus()
}

/** Taro's elements are finished only after they are shown, and drop the focus when they are. */
const FINISHED_MS = [50, 300]

/** Rises from the lower edge over the page. Mounted while open: what was typed in it is the caller's to keep. */
export function Sheet({ title, onClose, children }: Props) {
  const close = useRef(onClose)
  useEffect(() => {
    close.current = onClose
  })
  useEffect(() => {
    if (!inBrowser) return undefined
    const before = document.activeElement
    takeFocus()
    const again = FINISHED_MS.map((ms) => setTimeout(takeFocus, ms))
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Tab') keepInside(event)
    }
    document.addEventListener('keydown', onKey)
    const unwatch = onDismiss(() => close.current())
    return () => {
      unwatch()
      document.removeEventListener('keydown', onKey)
      again.forEach(clearTimeout)
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
