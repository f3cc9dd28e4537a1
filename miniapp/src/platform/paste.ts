import { readClipboard } from './clipboard.ts'
import { notice } from './notice.ts'
import { PRIVACY_REFUSED } from './privacy.ts'

/** What was copied; null when the phone does not hand it over: then it says how to paste by hand. */
export async function pastedWords(): Promise<string | null> {
  const words = await readClipboard()
  if (words !== null && words !== PRIVACY_REFUSED) return words.text
  notice(words === null ? '请长按下面的框，选“粘贴”' : '没读剪贴板。请长按下面的框，选“粘贴”')
  return null
}
