import { displayDoor } from '@gezhong/shared/people/door'
import { listUnplaced, SAMPLE_DECISION_WORDS, type UnplacedSample } from '@gezhong/shared/people/unplaced/contract'
import { Button } from 'antd'
import { useState } from 'react'
import { ProblemNote } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { useGrids } from '../../grid/use-grids.ts'
import { DataTable, type Column } from '../../table/data-table.tsx'
import { Pager } from '../../table/pager.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Tag } from '../../ui/tag.tsx'
import { whenWords } from '../../ui/time-words.ts'
import { DismissDialog } from './dismiss-dialog.tsx'
import { PlaceDialog } from './place-dialog.tsx'
import type { TabProps } from './tabs.ts'
import { useDecideSample, type DecideSample } from './use-decide-sample.ts'

const SIZE = 50

/** Samples that belong to no household yet: nobody is tested by them until somebody says whose they are. */
export function UnplacedList({ round, filters, page, onFilter }: TabProps) {
  const decided = filters.decided !== ''
  const { titleOf } = useGrids()
  const { data, error, refetch } = useRead(listUnplaced, {
    params: { id: round.id },
    query: { page, size: SIZE, ...(decided ? { decided: 'true' as const } : {}) },
  })
  const deciding = useDecideSample()
  const [asked, setAsked] = useState<{ what: 'place' | 'dismiss'; sample: UnplacedSample } | null>(null)
  const place = (sample: UnplacedSample) => setAsked({ what: 'place', sample })
  const dismiss = (sample: UnplacedSample) => setAsked({ what: 'dismiss', sample })
  const columns = [
    ...sampleColumns(titleOf),
    decided ? decidedColumn(deciding) : actColumn({ deciding, titleOf, place, dismiss }),
  ]
  return (
    <>
      <div className="filter-bar">
        <Chip isOn={!decided} onClick={() => onFilter({ decided: '' })}>
          等着处理
        </Chip>
        <Chip isOn={decided} onClick={() => onFilter({ decided: '1' })}>
          处理过的
        </Chip>
        <span className="quiet small">选的那户不在采样员的网格里，或已经不在台账上。说清是谁家的，才算那家检了。</span>
      </div>
      <ProblemNote error={error} onRetry={() => void refetch()} />
      <section className="box">
        <DataTable
          label={`${round.title}没归到户的采样`}
          columns={columns}
          rows={data?.rows}
          rowId={({ id }) => id}
          empty={
            decided ? (
              <Empty title="还没有处理过的" hint="处理了的列在这里，可以撤销。" />
            ) : (
              <Empty icon="check" title="都归到户了" hint="采到别的网格的人，会先列在这里。" />
            )
          }
        />
      </section>
      {data ? (
        <Pager page={page} size={SIZE} total={data.total} unit="条" onPage={(to) => onFilter({ page: String(to) })} />
      ) : null}
      {asked?.what === 'place' ? (
        <PlaceDialog round={round} sample={asked.sample} deciding={deciding} onClose={() => setAsked(null)} />
      ) : null}
      {asked?.what === 'dismiss' ? (
        <DismissDialog sample={asked.sample} deciding={deciding} onClose={() => setAsked(null)} />
      ) : null}
    </>
  )
}

function sampleColumns(titleOf: (code: string) => string): Column<UnplacedSample>[] {
  return [
    { key: 'at', title: '时间', cell: (row) => <span className="num">{whenWords(row.takenAt)}</span> },
    {
      key: 'by',
      title: '谁采的',
      cell: (row) => (
        <>
          {row.samplerName}
          <div className="quiet small">
            {titleOf(row.gridCode)} · <span className="num">{row.tubeCode || '别的网格的管'}</span>
          </div>
        </>
      ),
    },
    { key: 'people', title: '人数', align: 'right', cell: (row) => row.people },
    { key: 'claimed', title: '采样时选的', cell: (row) => <Claimed of={row} titleOf={titleOf} /> },
  ]
}

function Claimed({ of, titleOf }: { of: UnplacedSample; titleOf: (code: string) => string }) {
  const { claimed, claimedNameMasked, late } = of
  return (
    <>
      {claimed ? <b>{displayDoor(claimed.door)}</b> : <span className="quiet">查不到的一户</span>}
      {claimedNameMasked ? ` ${claimedNameMasked}` : null}
      <div className="row small">
        {claimed ? <span className="quiet">{titleOf(claimed.gridCode)}</span> : null}
        {claimed?.removed ? <Tag tone="warn">已从台账移走</Tag> : null}
        {late ? <Tag>补送</Tag> : null}
      </div>
    </>
  )
}

function actColumn({
  deciding,
  titleOf,
  place,
  dismiss,
}: {
  deciding: DecideSample
  titleOf: (code: string) => string
  place: (sample: UnplacedSample) => void
  dismiss: (sample: UnplacedSample) => void
}): Column<UnplacedSample> {
  return {
    key: 'act',
    title: '归到哪',
    noPrint: true,
    wrap: true,
    cell: (row) => (
      <span className="row">
        {row.candidates.map(({ householdId, door, gridCode }, index) => (
          <Button
            key={householdId}
            size="small"
            type={index === 0 ? 'primary' : 'default'}
            loading={deciding.busy === row.id}
            title={titleOf(gridCode)}
            onClick={() =>
              deciding.decide(row.id, {
                decision: 'placed',
                householdId,
                residentId: index === 0 && row.people === 1 ? row.residentId : null,
              })
            }
          >
            归到 {displayDoor(door)}
          </Button>
        ))}
        <Button size="small" onClick={() => place(row)}>
          {row.candidates.length > 0 ? '别的户…' : '找住户…'}
        </Button>
        <Button size="small" onClick={() => deciding.decide(row.id, { decision: 'outsider' })}>
          算外来的
        </Button>
        <Button size="small" onClick={() => dismiss(row)}>
          作废…
        </Button>
      </span>
    ),
  }
}

function decidedColumn(deciding: DecideSample): Column<UnplacedSample> {
  return {
    key: 'decided',
    title: '怎么处理的',
    wrap: true,
    cell: (row) => (
      <span className="row apart">
        <span>
          {row.decision ? SAMPLE_DECISION_WORDS[row.decision] : null}
          {row.placedDoor ? ` ${displayDoor(row.placedDoor)}` : null}
          {row.reason ? `：${row.reason}` : null}
          <div className="quiet small">
            {row.decidedByName} · {row.decidedAt ? whenWords(row.decidedAt) : null}
          </div>
        </span>
        <Button size="small" loading={deciding.busy === row.id} onClick={() => deciding.undo(row.id)}>
          撤销
        </Button>
      </span>
    ),
  }
}
