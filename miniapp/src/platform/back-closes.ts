import { useEffect, useRef } from 'react'
import { inBrowser } from './target.ts'

/**
 * In a browser the way back closes what lies open over the page before it leaves the page: every open thing
 * has an entry of its own in the history. WeChat's own way back is not ours to hold.
 */
const open: { current: () => void }[] = []
let entries = 0
let goingBack = false
let leaving: (() => void)[] = []
let listening = false

function leave(): void {
  const waiting = leaving
  leaving = []
  for (const run of waiting) run()
}

/** As many entries as open things; one sheet that takes the place of another needs no move at all. */
function settle(): void {
  if (goingBack) return
  while (entries < open.length) {
    window.history.pushState(window.history.state, '')
    entries += 1
  }
  if (entries === open.length) {
    leave()
    return
  }
  goingBack = true
  const back = entries - open.length
  entries = open.length
  window.history.go(-back)
}

/** Before the router hears of it: for the router nothing has changed. */
function onPop(event: PopStateEvent): void {
  if (!goingBack && entries === 0) return
  event.stopImmediatePropagation()
  if (goingBack) {
    goingBack = false
    settle()
    return
  }
  entries -= 1
  open.pop()?.current()
}

/** While this is mounted, the browser's way back calls `close`. */
export function useBackCloses(close: () => void): void {
  const latest = useRef(close)
  useEffect(() => {
    latest.current = close
  })
  useEffect(() => {
    if (!inBrowser) return undefined
    if (!listening) window.addEventListener('popstate', onPop, { capture: true })
    listening = true
    open.push(latest)
    setTimeout(settle)
    return () => {
      const at = open.indexOf(latest)
      if (at >= 0) open.splice(at, 1)
      setTimeout(settle)
    }
  }, [])
}

/** Runs a move to another page; first closes what lies open, so that its entries are not left in the history. */
export function closedFirst(move: () => void): void {
  if (open.length === 0 && entries === 0) {
    move()
    return
  }
  leaving.push(move)
  for (const close of open.toReversed()) close.current()
  setTimeout(settle)
}
