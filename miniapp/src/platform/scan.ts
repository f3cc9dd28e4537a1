import Taro from '@tarojs/taro'
import { isPrivacyRefusal, PRIVACY_REFUSED } from './privacy.ts'

/** What a QR code says, read with WeChat's own camera page; null when nothing was scanned. */
export async function scanCode(): Promise<{ text: string } | typeof PRIVACY_REFUSED | null> {
  try {
    const { result } = await Taro.scanCode({ scanType: ['qrCode'] })
    return result === '' ? null : { text: result }
  } catch (error) {
    return isPrivacyRefusal(error) ? PRIVACY_REFUSED : null
  }
}
