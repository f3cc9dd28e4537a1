import Taro from '@tarojs/taro'
import { forgetPage, openPage } from './page-code.ts'
import { inBrowser } from './target.ts'

const TABS = ['/home/today/today', '/home/mine/mine']

/** Opens a page by its path; tabs are switched to, others pushed. */
export function go(path: string): void {
  const [page = path] = path.split('?')
  openPage(path, () => {
    if (TABS.includes(page)) void Taro.switchTab({ url: page })
    else void Taro.navigateTo({ url: path })
  })
}

/** Leaves nothing behind to go back to; after signing in or out. */
export function restartAt(path: string): void {
  const pages = Taro.getCurrentPages()
  // Several requests may find out at once that the session has ended.
  if (pages[pages.length - 1]?.route?.replace(/^\//, '') === path.slice(1)) return
  openPage(path, () => void Taro.reLaunch({ url: path }))
}

/** Back one page, or home when this page was opened directly. */
export function goBack(): void {
  forgetPage()
  if (Taro.getCurrentPages().length > 1) void Taro.navigateBack()
  else openPage('/home/today/today', () => void Taro.reLaunch({ url: '/home/today/today' }))
}

export function endPullDown(): void {
  Taro.stopPullDownRefresh()
}

/** To the head of this page, where what just happened is told. */
export function showTop(): void {
  void Taro.pageScrollTo({ scrollTop: 0, duration: 0 })
}

/** WeChat puts an element at the head of the page; this far below it, what it belongs to is still seen. */
const BELOW_TOP = 200

/** So that what has just been opened does not lie under the bar at the lower edge; after it is drawn. */
export function bringIntoView(id: string): void {
  setTimeout(() => {
    if (inBrowser) document.getElementById(id)?.scrollIntoView?.({ block: 'center' })
    else void Taro.pageScrollTo({ selector: `#${id}`, offsetTop: -BELOW_TOP, duration: 200 })
  }, 100)
}
