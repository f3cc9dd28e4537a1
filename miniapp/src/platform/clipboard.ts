import Taro from '@tarojs/taro'
import { isPrivacyRefusal, PRIVACY_REFUSED } from './privacy.ts'
import { inBrowser } from './target.ts'

/** The text on the clipboard; where there is none, or it may not be read, the person pastes by hand. */
export async function readClipboard(): Promise<{ text: string } | typeof PRIVACY_REFUSED | null> {
  try {
    const text = inBrowser ? await navigator.clipboard.readText() : (await Taro.getClipboardData()).data
    return text === '' ? null : { text }
  } catch (error) {
    return isPrivacyRefusal(error) ? PRIVACY_REFUSED : null
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
