import { useChanging } from './changing.ts'
import { notice } from './notice.ts'
import { pageOpener } from './page-opener.ts'
import { inBrowser } from './target.ts'

/*
 * In a browser the code of a page is fetched when it is first opened. Where there is no network Taro changes the address,
 * shows the page before and says nothing; so the code is fetched first, and that of all pages ahead while there is one.
 */

interface Route {
  path: string
  /** Its first element resolves once the code is here. */
  load: (context: null, params: object) => readonly unknown[]
}

const routes = (): readonly Route[] =>
  (Reflect.get(window, '__taroAppConfig') as { routes?: Route[] } | undefined)?.routes ?? []

const load = async (route: Route | undefined): Promise<void> => {
  await Promise.all(route?.load(null, {}) ?? [])
}

const NO_PAGE_YET = '没有网络，这一页要连上网才能打开'

const opener = pageOpener(
  (page) => load(routes().find(({ path }) => `/${path.replace(/^\//, '')}` === page)),
  () => notice(NO_PAGE_YET),
)

/** What to say while a page waits for its code; null when none does. */
export function useNoPageYet(): string | null {
  return useChanging(opener.waiting) === null ? null : NO_PAGE_YET
}

export function openPage(path: string, open: () => void): void {
  if (inBrowser) opener.open(path, open)
  else open()
}

/** Going back means that the page is not wanted any longer. */
export const forgetPage = opener.forget

/** The first page is drawn and has asked its questions by then. */
const AFTER_MS = 3_000
const BETWEEN_MS = 200

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** Fetches the code of the other pages quietly, one after another; not where the person saves data. */
export async function fetchPagesAhead(): Promise<void> {
  if (!inBrowser) return
  const connection = Reflect.get(navigator, 'connection') as { saveData?: boolean } | undefined
  if (connection?.saveData === true) return
  await pause(AFTER_MS)
  for (const route of routes()) {
    try {
      await load(route)
    } catch {
      return
    }
    await pause(BETWEEN_MS)
  }
}
