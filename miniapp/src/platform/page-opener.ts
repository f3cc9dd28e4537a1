import { changing } from './changing.ts'

/** Asked again after this long while a page is wanted: a phone does not always say when its network is back. */
const AGAIN_MS = 3_000

/**
 * Opens pages whose code may have to be fetched first. Where that fails it says so (`waiting` names the page) and goes on
 * by itself as soon as the code comes, unless something else is wanted by then.
 */
export function pageOpener(fetchCode: (page: string) => Promise<void>, onFail: () => void) {
  const here = new Set<string>()
  const waiting = changing<string | null>(null)
  let wanted: { path: string } | null = null

  async function attempt(order: { path: string }, page: string, open: () => void): Promise<void> {
    try {
      await fetchCode(page)
      here.add(page)
    } catch {
      if (wanted !== order) return
      if (waiting.get() === null) onFail()
      waiting.set(order.path)
      setTimeout(() => {
        if (wanted === order) void attempt(order, page, open)
      }, AGAIN_MS)
      return
    }
    if (wanted !== order) return
    forget()
    open()
  }

  function forget(): void {
    wanted = null
    waiting.set(null)
  }

  return {
    waiting,
    forget,
    open(path: string, open: () => void): void {
      const [page = path] = path.split('?')
      if (wanted?.path === path) {
        if (waiting.get() !== null) onFail()
        return
      }
      forget()
      if (here.has(page)) {
        open()
        return
      }
      wanted = { path }
      void attempt(wanted, page, open)
    },
  }
}
