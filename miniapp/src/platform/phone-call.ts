import Taro from '@tarojs/taro'
import { inBrowser } from './target.ts'

/** Whether this is a telephone: a desk computer asks which program to use, and takes no key until it is told. */
export const isTelephone = (): boolean => !inBrowser || window.matchMedia('(pointer: coarse)').matches

/** Opens the dialler with this number. Resolves also when the person changes their mind. */
export async function callPhone(number: string): Promise<void> {
  if (inBrowser) {
    // A link, as if the person had touched it: the page itself goes nowhere.
    const link = document.createElement('a')
    link.href = `tel:${number}`
    document.body.append(link)
    link.click()
    link.remove()
    return
  }
  try {
    await Taro.makePhoneCall({ phoneNumber: number })
  } catch {
    // Cancelled in the dialler; WeChat reports it as a failure.
  }
}
