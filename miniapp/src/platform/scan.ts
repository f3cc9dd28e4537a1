import Taro from '@tarojs/taro'
import { isPrivacyRefusal, PRIVACY_REFUSED } from './privacy.ts'

/** What a QR code, or a bar code where one is expected, says, read with WeChat's own camera page; null when nothing was scanned. */
export async function scanCode(
  kind: 'qrCode' | 'barCode' = 'qrCode',
): Promise<{ text: string } | typeof PRIVACY_REFUSED | null> {
  try {
    const { result } = await Taro.scanCode({ scanType: kind === 'qrCode' ? ['qrCode'] : ['barCode', 'qrCode'] })
    return result === '' ? null : { text: result }
  } catch (error) {
    return isPrivacyRefusal(error) ? PRIVACY_REFUSED : null
  }
}
