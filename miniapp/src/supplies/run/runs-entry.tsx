import type { Run } from '@gezhong/shared/supplies/runs/contract'
import { go } from '../../platform/navigation.ts'
import { Card } from '../../ui/card.tsx'
import { Row } from '../../ui/row.tsx'
import { Tag } from '../../ui/tag.tsx'
import { runPath } from '../supplies-paths.ts'
import { farWords, runTitle } from './run-words.ts'
import { useOwnRuns } from './use-own-runs.ts'

const isToWalk = ({ state }: Run): boolean => state === 'designated' || state === 'started'

/** The way to the bags that are mine to carry; nothing where there are none. */
export function RunsEntry() {
  const runs = (useOwnRuns().data?.runs ?? []).filter(isToWalk)
  const [only] = runs
  if (only === undefined) return null
  const { words, done } = farWords(runs)
  return (
    <Card>
      <Row
        icon="box"
        title="送菜"
        note={runs.length === 1 ? runTitle(only) : `${runs.length} 趟`}
        end={<Tag tone={done ? 'ok' : 'warn'}>{words}</Tag>}
        onPress={() => go(runPath(runs.length === 1 ? only.id : undefined))}
      />
    </Card>
  )
}
