import { displayDoor } from '@gezhong/shared/people/door'
import type { Tube } from '@gezhong/shared/people/sampling/contract'
import { tubePeople, type TubePerson } from '@gezhong/shared/people/tubes/contract'
import { wallClock } from '@gezhong/shared/civil-day'
import { Drawer } from 'antd'
import { ProblemNote } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { useGrids } from '../../grid/use-grids.ts'
import { Empty } from '../../ui/empty.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Tag } from '../../ui/tag.tsx'
import { whenWords } from '../../ui/time-words.ts'
import { TubeTags } from './tube-columns.tsx'

/** Who is in a tube, in the order in which they were swabbed. */
export function TubeDrawer({ tube, tubeSize, onClose }: { tube: Tube; tubeSize: number; onClose: () => void }) {
  const { titleOf } = useGrids()
  const { data, error, refetch } = useRead(tubePeople, { params: { id: tube.id } })
  return (
    <Drawer open onClose={onClose} size={440} title={`${tube.code} · ${tube.people} 人`}>
      <div className="stack">
        <p className="quiet num">
          {titleOf(tube.gridCode)} · {tube.openedByName} · {whenWords(tube.openedAt)}
        </p>
        <TubeTags tube={tube} tubeSize={tubeSize} />
        <ProblemNote error={error} onRetry={() => void refetch()} />
        {data === undefined ? (
          error ? null : (
            <Skeleton lines={6} />
          )
        ) : data.samples.length === 0 ? (
          <Empty icon="tube" title="管里没有人" hint="采了又都撤回了，或者还没送上来。" />
        ) : (
          <ol className="tube-people" aria-label="管里的人">
            {data.samples.map((one) => (
              <li key={one.id}>
                <span>
                  <Whose of={one} />
                </span>
                <span className="num">{one.people} 人</span>
                <span className="quiet num">{wallClock(new Date(one.takenAt))}</span>
              </li>
            ))}
          </ol>
        )}
      </div>
    </Drawer>
  )
}

function Whose({ of: { door, nameMasked, outsider, unplaced, late } }: { of: TubePerson }) {
  return (
    <span className="row">
      {outsider ? (
        <Tag>外来</Tag>
      ) : unplaced ? (
        <Tag tone="warn">没归到户</Tag>
      ) : (
        <b>{door === null ? '别的网格的一户' : displayDoor(door)}</b>
      )}
      {nameMasked}
      {late ? <Tag>补送</Tag> : null}
    </span>
  )
}
