import Taro from '@tarojs/taro'
import type { z } from 'zod'

/**
 * What the phone keeps between visits. Nothing is ever thrown away silently: a value that this version cannot
 * read is moved aside under a name of its own, and a full phone is reported to the caller.
 */
const PREFIX = 'gezhong:'
const ASIDE = `${PREFIX}aside:`

interface Stored {
  version: number
  value: unknown
}

function isStored(raw: unknown): raw is Stored {
  return typeof raw === 'object' && raw !== null && 'version' in raw && 'value' in raw
}

function rawRead(key: string): unknown {
  try {
    return Taro.getStorageSync<unknown>(key)
  } catch {
    return undefined
  }
}

function rawWrite(key: string, value: unknown): boolean {
  try {
    Taro.setStorageSync(key, value)
    return true
  } catch {
    return false
  }
}

export interface Kept<T> {
  read(): T | null
  /** false when the phone is full: the caller must say so, what was typed is then only on the screen. */
  write(value: T): boolean
  forget(): void
}

/** A named place in the phone's storage; `version` changes when the schema changes its meaning. */
export function kept<T>(name: string, version: number, schema: z.ZodType<T>): Kept<T> {
  const key = PREFIX + name
  return {
    read() {
      const raw = rawRead(key)
      if (raw === undefined || raw === null || raw === '') return null
      const parsed = isStored(raw) && raw.version === version ? schema.safeParse(raw.value) : null
      if (parsed?.success) return parsed.data
      if (rawWrite(ASIDE + name, raw)) Taro.removeStorageSync(key)
      return null
    },
    write: (value) => rawWrite(key, { version, value } satisfies Stored),
    forget() {
      Taro.removeStorageSync(key)
    },
  }
}

/** Forgets everything kept whose name starts so; used at sign-out for what belongs to a person. */
export function forgetAll(namePrefix: string): void {
  const { keys } = Taro.getStorageInfoSync()
  for (const key of keys) {
    if (key.startsWith(PREFIX + namePrefix) || key.startsWith(ASIDE + namePrefix)) Taro.removeStorageSync(key)
  }
}
