import Taro from '@tarojs/taro'
import { changing, useChanging } from './changing.ts'
import { inBrowser } from './target.ts'

const online = changing(true)

/** Starts listening; called once when the app opens. `onBack` runs whenever the network returns. */
export function watchNetwork(onBack: () => void): void {
  const tell = (isOnline: boolean) => {
    const returned = isOnline && !online.get()
    online.set(isOnline)
    if (returned) onBack()
  }
  if (inBrowser) {
    tell(navigator.onLine)
    window.addEventListener('online', () => tell(true))
    window.addEventListener('offline', () => tell(false))
    return
  }
  void Taro.getNetworkType().then(({ networkType }) => tell(networkType !== 'none'))
  Taro.onNetworkStatusChange(({ isConnected }) => tell(isConnected))
}

export const isOnline = () => online.get()
export const useOnline = () => useChanging(online)
