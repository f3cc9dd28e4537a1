import { useEffect, useRef, type RefObject } from 'react'

/** A bar of buttons at the foot of the page: toasts rise above it instead of covering it. */
export function useBottomBar<E extends HTMLElement>(): RefObject<E> {
  const bar = useRef<E>(null)
  useEffect(() => {
    const element = bar.current
    if (!element) return
    const { style } = document.documentElement
    const measure = new ResizeObserver(() => style.setProperty('--bottom-bar', `${element.offsetHeight}px`))
    measure.observe(element)
    return () => {
      measure.disconnect()
      style.removeProperty('--bottom-bar')
    }
  }, [])
  return bar
}
