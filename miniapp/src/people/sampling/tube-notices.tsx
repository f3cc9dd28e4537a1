import { Banner } from '../../ui/banner.tsx'
import { changeTube } from './kept-tubes.ts'
import { sendAgain } from './send-samples.ts'
import { type KeptTube, unplacedOf } from './swabs.ts'

/** What somebody has to know of the tubes of this round, until they have read it. */
export function TubeNotices({ tubes }: { tubes: readonly KeptTube[] }) {
  return tubes.flatMap((tube) => {
    const unplaced = unplacedOf(tube)
    const doors = unplaced.map(({ door, people }) => `${door} ${people} 人`).join('、')
    return [
      tube.refusal !== null && (
        <Banner
          key={`${tube.id} refusal`}
          tone="bad"
          title={`管 ${tube.code} 没送上去：${tube.refusal}`}
          text="记下的都还在这部手机里，请告诉网格长"
          action={{ word: '再送一次', onPress: () => sendAgain(tube.id) }}
        />
      ),
      tube.sameCode > 0 && !tube.warned && (
        <Banner
          key={`${tube.id} code`}
          tone="bad"
          title={`管号 ${tube.code} 别处也用过，请看管子`}
          text="两管的人都收下了。号抄错了就告诉专班，管子别混"
          action={{ word: '知道了', onPress: () => void changeTube(tube.id, (now) => ({ ...now, warned: true })) }}
        />
      ),
      unplaced.length > tube.toldUnplaced && (
        <Banner
          key={`${tube.id} unplaced`}
          tone="warn"
          title={`管 ${tube.code} 里有人没对上户：${doors}`}
          text="已经收下，不会丢。这户不在您的网格里了，专班会来归户"
          action={{
            word: '知道了',
            onPress: () => void changeTube(tube.id, (now) => ({ ...now, toldUnplaced: unplacedOf(now).length })),
          }}
        />
      ),
    ].filter(Boolean)
  })
}
