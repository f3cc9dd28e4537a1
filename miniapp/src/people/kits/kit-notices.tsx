import { Banner } from '../../ui/banner.tsx'
import type { KeptKits } from './kept-kits.ts'
import type { KitsHere } from './use-kits-here.ts'

const doorsOf = (kept: readonly KeptKits[]) => kept.map(({ door, kits }) => `${door} ${kits} 份`).join('、')

/** What was just handed, what waits, and what somebody has to know. */
export function KitNotices({ here }: { here: KitsHere }) {
  const { last, full, waiting, unplaced, refused, isCut, drop } = here
  return (
    <>
      {full && <Banner tone="bad" title="手机存满了，刚记的只在屏幕上" text="先别关页面，连上网再发" />}
      {last !== null && (
        <Banner
          tone="ok"
          title={`发了 ${last.door} ${last.kits} 份`}
          text={waiting > 0 ? `还有 ${waiting} 户没送上去，有网自动送` : ''}
          action={{ word: '撤销', onPress: () => here.undo(last) }}
        />
      )}
      {last === null && waiting > 0 && <Banner tone="info" title={`还有 ${waiting} 户没送上去，有网自动送`} />}
      {refused.length > 0 && (
        <Banner
          tone="bad"
          title={refused[0]!.refusal ?? ''}
          text={`没记上：${doorsOf(refused)}`}
          action={{ word: '知道了', onPress: () => drop(refused) }}
        />
      )}
      {unplaced.length > 0 && (
        <Banner
          tone="warn"
          title="这几户不在您的网格，记着但没算进去"
          text={doorsOf(unplaced)}
          action={{ word: '知道了', onPress: () => drop(unplaced) }}
        />
      )}
      {isCut && <Banner tone="warn" title="这个网格户太多，只列了一部分" text="请换小一级的网格来发" />}
    </>
  )
}
