import { useSyncExternalStore } from 'react'
import { paint, type Scheme } from './palette.ts'

export type SchemeChoice = 'system' | Scheme

const KEPT_AS = 'gezhong.scheme'
const system = window.matchMedia('(prefers-color-scheme: dark)')
const listeners = new Set<() => void>()

function keptChoice(): SchemeChoice {
  try {
    const kept = localStorage.getItem(KEPT_AS)
    return kept === 'light' || kept === 'dark' ? kept : 'system'
  } catch {
    return 'system'
  }
}

let choice = keptChoice()

function scheme(): Scheme {
  if (choice !== 'system') return choice
  return system.matches ? 'dark' : 'light'
}

function announce(): void {
  paint(scheme())
  for (const listener of listeners) listener()
}

export function chooseScheme(next: SchemeChoice): void {
  choice = next
  try {
    localStorage.setItem(KEPT_AS, next)
  } catch {
    // A browser that forbids storage still changes its colours for this visit.
  }
  announce()
}

export function startColorScheme(): void {
  system.addEventListener('change', announce)
  paint(scheme())
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useScheme(): Scheme {
  return useSyncExternalStore(subscribe, scheme)
}

export function useSchemeChoice(): SchemeChoice {
  return useSyncExternalStore(subscribe, () => choice)
}
