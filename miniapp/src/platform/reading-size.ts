import Taro from '@tarojs/taro'
import { z } from 'zod'
import { changing, useChanging } from './changing.ts'
import { kept } from './storage.ts'
import { inBrowser } from './target.ts'

/** 普通版 or 关怀模式 (elder mode): one switch for type, targets and columns. */
export const ReadingSize = z.enum(['normal', 'elder'])
export type ReadingSize = z.infer<typeof ReadingSize>

const chosen = kept('device:reading-size', 1, ReadingSize)
const size = changing<ReadingSize>('normal')

/** From this font setting on (px; the usual one is 16 or 17) a person evidently wants large type. */
const LARGE = 20

/** Newer WeChat puts the font setting here; Taro's types do not know it yet. */
type AppBase = ReturnType<typeof Taro.getAppBaseInfo> & { fontSizeSetting?: number }

function systemSize(): ReadingSize {
  const setting = inBrowser
    ? Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
    : ((Taro.getAppBaseInfo() as AppBase).fontSizeSetting ?? Taro.getSystemInfoSync().fontSizeSetting)
  return typeof setting === 'number' && setting >= LARGE ? 'elder' : 'normal'
}

/** Takes the person's own choice, else what the system's font setting says. Called once when the app opens. */
export function startReadingSize(): void {
  size.set(chosen.read() ?? systemSize())
}

export function chooseReadingSize(next: ReadingSize): void {
  chosen.write(next)
  size.set(next)
}

export const useReadingSize = () => useChanging(size)
