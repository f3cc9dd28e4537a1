import { Text, View } from '@tarojs/components'
import { liesWithin, type Actor } from '@gezhong/shared/actor'
import { type Grid, gridTitle, listGrids } from '@gezhong/shared/grid/communities/contract'
import { type Roll, rollProgress, type StandingState } from '@gezhong/shared/people/rolls/contract'
import { stateWords } from '@gezhong/shared/people/rolls/roll-words'
import { listDifferences } from '@gezhong/shared/people/reconciliation/contract'
import { canPasteChain, canSettleDifference } from '@gezhong/shared/people/policy'
import { sentenceOf } from '../../platform/api.ts'
import { go } from '../../platform/navigation.ts'
import { POLL_MS, useRead } from '../../platform/use-read.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Figures } from '../../ui/figures.tsx'
import { Progress } from '../../ui/progress.tsx'
import { Row } from '../../ui/row.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Tag } from '../../ui/tag.tsx'
import { sumWithin, type Numbers } from '../grid-scope.ts'
import { callsPath } from '../calls/calls-path.ts'
import { rollPath } from './roll-path.ts'
import './missing-card.css'

/** Households, when they say who lives there. */
const reported = ({ missing, reported, differs, households, excused }: Numbers) => ({
  left: missing,
  unit: '户',
  done: reported + differs,
  all: households - excused,
  words: `已报 ${reported + differs} 户，共 ${households - excused} 户`,
  allDone: '都报了',
  call: '给没报的打电话',
})

/** Persons, when they are tested. */
const tested = ({ missingPeople, reportedPeople, expectedPeople, excusedPeople }: Numbers) => ({
  left: missingPeople,
  unit: '人',
  done: reportedPeople,
  all: expectedPeople - excusedPeople,
  words: `已检 ${reportedPeople} 人，共 ${expectedPeople - excusedPeople} 人`,
  allDone: '都检了',
  call: '给没检的打电话',
})

/** The one number of a worker's day, and what leads to it becoming zero. */
export function MissingCard({ actor, grid, roll }: { actor: Actor; grid: Grid; roll: Roll }) {
  const progress = useRead(rollProgress, { params: { id: roll.id } }, { every: POLL_MS, keep: true })
  const { data: tree } = useRead(listGrids, {}, { keep: true })
  const settles = canSettleDifference(actor, grid.code)
  // The roll's own number counts the whole scope of the asker; here it is about this grid.
  const { data: open } = useRead(
    listDifferences,
    { query: { roll: roll.id, grid: grid.id, size: 1, page: 1 } },
    { when: settles, every: POLL_MS, keep: true },
  )
  if (progress.data === undefined) {
    return (
      <Card>
        {progress.error === null ? (
          <Skeleton rows={3} />
        ) : (
          <Banner
            tone="bad"
            title={sentenceOf(progress.error)}
            action={{ word: '再试', onPress: () => void progress.refetch() }}
          />
        )}
      </Card>
    )
  }
  const sum = sumWithin(grid.code, progress.data.grids)
  const asked = roll.question === 'who-was-tested' ? tested(sum) : reported(sum)
  const words = stateWords(roll.question)
  const list = (state: StandingState) => () => go(rollPath(roll.id, grid.id, state))
  const below = (tree?.grids ?? [])
    .filter(({ code, level }) => level === 'sub-grid' && code !== grid.code && liesWithin(code, grid.code))
    .map((part) => ({ part, missing: sumWithin(part.code, progress.data.grids).missing }))
    .filter(({ missing }) => missing > 0)
    .sort((one, other) => other.missing - one.missing)
  return (
    <>
      <Card>
        <View className="missing">
          {asked.left === 0 ? (
            <Text className="missing-done">{asked.allDone}</Text>
          ) : (
            <>
              <Text className="missing-word">还差</Text>
              <Text className="missing-number num">{String(asked.left)}</Text>
              <Text className="missing-word">{asked.unit}</Text>
            </>
          )}
        </View>
        <Progress done={asked.done} all={asked.all} word={asked.words} />
        <Button
          shape="huge"
          icon={sum.missing === 0 ? 'list' : 'phone'}
          onPress={sum.missing === 0 ? list('reported') : () => go(callsPath(grid.id))}
        >
          {sum.missing === 0 ? '看名单' : asked.call}
        </Button>
      </Card>
      <Card title={roll.question === 'who-was-tested' ? '按户数看' : undefined}>
        <Figures
          figures={[
            { word: words.reported, value: sum.reported, onPress: list('reported') },
            { word: words.differs, value: sum.differs, alarm: true, onPress: list('differs') },
            { word: words.missing, value: sum.missing, alarm: true, onPress: list('missing') },
            { word: words.excused, value: sum.excused, onPress: list('excused') },
          ]}
        />
      </Card>
      <Card>
        {canPasteChain(actor, grid.code) && (
          <Row
            icon="paste"
            title="粘贴接龙"
            note="把群里的接龙贴进来，马上知道差谁"
            onPress={() => go(`/people/chain/chain?roll=${roll.id}&grid=${grid.id}`)}
          />
        )}
        {settles && (
          <Row
            icon="question"
            title="核对差异"
            note="人数不符、门牌对不上的，一条条定下来"
            end={open !== undefined && open.total > 0 && <Tag tone="warn">{`${open.total} 条`}</Tag>}
            onPress={() => go(`/people/differences/differences?roll=${roll.id}&grid=${grid.id}`)}
          />
        )}
        <Row
          icon="edit"
          title="替人上报"
          note="没有微信的人家，您替他报"
          onPress={() => go(`${rollPath(roll.id, grid.id, 'missing')}&for=report`)}
        />
      </Card>
      {below.length > 0 && (
        <Card title="哪里还差">
          {below.map(({ part, missing }) => (
            <Row
              key={part.id}
              title={gridTitle(part)}
              end={<Text className="num">{`${missing} 户`}</Text>}
              onPress={() => go(rollPath(roll.id, part.id, 'missing'))}
            />
          ))}
        </Card>
      )}
    </>
  )
}
