import Taro from '@tarojs/taro'

/** A short word that goes away by itself. Never for something a person must read. */
export function notice(text: string): void {
  void Taro.showToast({ title: text, icon: 'none', duration: 2500 })
}

/** A short buzz: something was recorded. Silent where the device cannot. */
export function buzz(): void {
  try {
    void Taro.vibrateShort({ type: 'light' }).catch(() => undefined)
  } catch {
    // A browser without vibration.
  }
}
