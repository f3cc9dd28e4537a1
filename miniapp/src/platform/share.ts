import { useShareAppMessage } from '@tarojs/taro'

/** What a card in a chat shows and opens. */
export interface ShareCard {
  title: string
  path: string
}

/** Without a picture of its own WeChat takes one of the page, with the names and numbers that stand on it. */
const PICTURE = '/share-card.png'

/** The share button carries its own card in its data; the menu of the page has none. */
type Carrier = { dataset?: Partial<ShareCard> } | null | undefined

/** What WeChat sends when somebody passes this page on. The page's config says `enableShareAppMessage`. */
export function useShareCard(fromMenu: ShareCard): void {
  useShareAppMessage(({ target }) => {
    const { title = fromMenu.title, path = fromMenu.path } = (target as Carrier)?.dataset ?? {}
    return { title, path, imageUrl: PICTURE }
  })
}

/** The same page as an address of this server, for a browser. */
export const addressOf = (path: string): string => `${window.location.origin}${window.location.pathname}#${path}`
