import Taro from '@tarojs/taro'
import { useEffect } from 'react'
import { inBrowser } from './target.ts'

const setBrightness = (value: number) => Taro.setScreenBrightness({ value }).catch(() => undefined)

/** What the person had set; WeChat may keep it to itself. */
async function brightness(): Promise<number | null> {
  try {
    return (await Taro.getScreenBrightness()).value
  } catch {
    return null
  }
}

/** As bright as the screen can be while this is shown, and as before afterwards. A browser cannot. */
export function useFullBrightness(): void {
  useEffect(() => {
    if (inBrowser) return undefined
    const before = brightness().then(async (value) => {
      if (value !== null) await setBrightness(1)
      return value
    })
    return () => void before.then((value) => (value === null ? undefined : setBrightness(value)))
  }, [])
}
