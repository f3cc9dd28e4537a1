import { displayDoor } from '@gezhong/shared/people/door'
import { exportPositives, listPositives, type PositivePerson } from '@gezhong/shared/people/results/contract'
import { OUTCOME_WORDS } from '@gezhong/shared/people/results/outcome'
import { Button } from 'antd'
import { useMemo, useState } from 'react'
import { Link } from 'react-router'
import { download } from '../../api/api.ts'
import { ProblemNote } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { useGrids } from '../../grid/use-grids.ts'
import { DataTable, type Column } from '../../table/data-table.tsx'
import { Pager } from '../../table/pager.tsx'
import { Empty } from '../../ui/empty.tsx'
import { ExportDialog } from '../../ui/export-dialog.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Tag } from '../../ui/tag.tsx'
import { whenWords } from '../../ui/time-words.ts'
import { HouseholdDrawer } from '../ledger/household-drawer.tsx'
import { OUTCOME_TONES } from './result-words.ts'
import { OutsiderPhone, Retest } from './retest.tsx'

const SIZE = 50

/** Everybody whose newest result is not negative; the people of one tube stand together. */
export function Positives({
  page,
  household,
  onPage,
  onHousehold,
  mayExport,
}: {
  page: number
  household: string
  onPage: (to: number) => void
  onHousehold: (id: string) => void
  mayExport: boolean
}) {
  const { titleOf } = useGrids()
  const { data, error, refetch } = useRead(listPositives, { query: { page, size: SIZE } })
  const [exporting, setExporting] = useState(false)
  const columns = useMemo(() => columnsWith(titleOf), [titleOf])
  return (
    <>
      <ProblemNote error={error} onRetry={() => void refetch()} />
      {data && data.total > 0 && mayExport ? (
        <div className="filter-bar">
          <span className="quiet small">混管阳性的、结果没看准的，整管的人都列入复检；只有该知道的人看得到。</span>
          <span className="push" />
          <Button icon={<Icon name="download" />} onClick={() => setExporting(true)}>
            导出
          </Button>
        </div>
      ) : null}
      {data && data.toCall > 0 ? (
        <p className="row" role="status">
          <Tag tone="bad">要人去叫</Tag>
          <span>
            混管阳性里有 <b className="num">{data.toCall.toLocaleString()}</b>{' '}
            人不在台账上，复检名单叫不到他们。请打电话叫来重测，测了就点“已重测”。
          </span>
        </p>
      ) : null}
      {exporting ? (
        <ExportDialog
          what="阳性和待复核名单"
          save={(reason) => download(exportPositives, '阳性和待复核名单.xlsx', { query: {}, body: { reason } })}
          onClose={() => setExporting(false)}
        />
      ) : null}
      <section className="box">
        <DataTable
          label="阳性和待复核"
          columns={columns}
          rows={data?.rows}
          rowId={(row) => row.resultId}
          onOpen={({ householdId }) => {
            if (householdId !== null) onHousehold(householdId)
          }}
          empty={<Empty icon="check" title="没有阳性" hint="导入的结果里，阳性和待复核的会列在这里。" />}
        />
      </section>
      {data ? <Pager page={page} size={SIZE} total={data.total} unit="条" onPage={onPage} /> : null}
      {household ? <HouseholdDrawer id={household} onClose={() => onHousehold('')} /> : null}
    </>
  )
}

const columnsWith = (titleOf: (code: string) => string): Column<PositivePerson>[] => [
  {
    key: 'outcome',
    title: '结果',
    cell: (row) => (
      <Tag tone={OUTCOME_TONES[row.outcome]}>
        {row.tubePeople > 1 ? `混管${OUTCOME_WORDS[row.outcome]}` : OUTCOME_WORDS[row.outcome]}
      </Tag>
    ),
  },
  {
    key: 'door',
    title: '门牌',
    cell: (row) =>
      row.door !== null ? (
        <b>{displayDoor(row.door)}</b>
      ) : row.outsider ? (
        `外来${row.from === '' ? '' : ` · ${row.from}`}`
      ) : row.roundId !== null ? (
        <Link to={`/rounds/${row.roundId}?tab=unplaced`} onClick={(event) => event.stopPropagation()}>
          没归到户
        </Link>
      ) : (
        '没归到户'
      ),
  },
  { key: 'name', title: '谁', cell: (row) => row.name ?? `${row.people} 人` },
  { key: 'grid', title: '网格', cell: (row) => titleOf(row.gridCode) },
  {
    key: 'tube',
    title: '管',
    cell: (row) =>
      row.tubeCode === null ? (
        <span className="quiet">—</span>
      ) : (
        <span className="num">
          {row.tubeCode} · {row.tubePeople} 人
        </span>
      ),
  },
  { key: 'at', title: '检测时间', cell: (row) => <span className="num">{whenWords(row.testedAt)}</span> },
  {
    key: 'phones',
    title: '电话',
    cell: (row) =>
      row.outsider && row.sampleId !== null ? (
        <OutsiderPhone sampleId={row.sampleId} masked={row.phonesMasked} />
      ) : (
        <span className="num">{row.phonesMasked.join(' ') || <span className="quiet">没有</span>}</span>
      ),
  },
  {
    key: 'retest',
    title: '复检',
    cell: (row) => <Retest row={row} />,
  },
]
