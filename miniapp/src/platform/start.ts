import { watchNetwork } from './network.ts'
import { fetchPagesAhead } from './page-code.ts'
import { watchPrivacy } from './privacy.ts'
import { queries } from './queries.ts'
import { startReadingSize } from './reading-size.ts'
import { beginAnewWithOwner, startSession } from './session.ts'

/** Everything that must be there before the first screen is drawn. */
export function startPlatform(onNetworkBack: () => void): void {
  startReadingSize()
  startSession()
  beginAnewWithOwner(() => {
    window.location.hash = ''
    window.location.reload()
  })
  watchPrivacy()
  watchNetwork(() => {
    onNetworkBack()
    void queries.invalidateQueries()
    void fetchPagesAhead()
  })
  void fetchPagesAhead()
}
