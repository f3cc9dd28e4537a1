import Taro from '@tarojs/taro'

/** What a QR code says, read with WeChat's own camera page; null when nothing was scanned. */
export async function scanCode(): Promise<string | null> {
  try {
    const { result } = await Taro.scanCode({ scanType: ['qrCode'] })
    return result === '' ? null : result
  } catch {
    return null
  }
}
