import Taro from '@tarojs/taro'
import { inBrowser } from './target.ts'

/** The text on the clipboard, or null when it may not be read (then the person pastes by hand). */
export async function readClipboard(): Promise<string | null> {
  try {
    if (inBrowser) return (await navigator.clipboard.readText()) || null
    const { data } = await Taro.getClipboardData()
    return data || null
  } catch {
    return null
  }
}

/** Whether the text could be put on the clipboard. */
export async function writeClipboard(text: string): Promise<boolean> {
  try {
    if (inBrowser) await navigator.clipboard.writeText(text)
    else await Taro.setClipboardData({ data: text })
    return true
  } catch {
    return false
  }
}
