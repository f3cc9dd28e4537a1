import Taro from '@tarojs/taro'
import { inBrowser } from './target.ts'

/** Opens the dialler with this number. Resolves also when the person changes their mind. */
export async function callPhone(number: string): Promise<void> {
  if (inBrowser) {
    window.location.href = `tel:${number}`
    return
  }
  try {
    await Taro.makePhoneCall({ phoneNumber: number })
  } catch {
    // Cancelled in the dialler; WeChat reports it as a failure.
  }
}
