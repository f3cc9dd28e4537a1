import { kitNumbers, listSelfTests, type SelfTest } from '@gezhong/shared/people/antigen/contract'
import { displayDoor } from '@gezhong/shared/people/door'
import type { Round } from '@gezhong/shared/people/rounds/contract'
import { useMemo, useState } from 'react'
import { ProblemNote } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { GridSelect } from '../../grid/grid-select.tsx'
import { useGrids } from '../../grid/use-grids.ts'
import { DataTable, type Column } from '../../table/data-table.tsx'
import { Pager } from '../../table/pager.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Tag } from '../../ui/tag.tsx'
import { whenWords } from '../../ui/time-words.ts'
import { CheckDialog } from './check-dialog.tsx'
import { KitTable } from './kit-table.tsx'
import { photoWords, resultTag, standingWords, whoWords } from './telling-words.ts'
import './antigen.css'

const SIZE = 50

export interface AntigenFilters {
  grid: string
  /** `all`, or empty for those nobody has looked at. */
  told: string
  page: number
}

interface Props {
  round: Round
  filters: AntigenFilters
  onFilter: (change: { grid?: string; told?: string; page?: string }) => void
}

/** Of an antigen round: the kits by grid, and the tests that were told, to look through. */
export function AntigenTab({ round, filters, onFilter }: Props) {
  const numbers = useRead(kitNumbers, { params: { id: round.id } })
  return (
    <>
      <section className="box antigen-part">
        <ProblemNote error={numbers.error} onRetry={() => void numbers.refetch()} />
        {numbers.data ? <KitTable round={round} grids={numbers.data.grids} /> : <Skeleton lines={6} height={20} />}
      </section>
      <SelfTests round={round} filters={filters} onFilter={onFilter} />
    </>
  )
}

function SelfTests({ round, filters, onFilter }: Props) {
  const { titleOf } = useGrids()
  const { grid, told, page } = filters
  const unchecked = told === ''
  const [openId, setOpenId] = useState<string | null>(null)
  const { data, error, refetch } = useRead(listSelfTests, {
    params: { id: round.id },
    query: { page, size: SIZE, grid: grid || undefined, unchecked: unchecked ? 'true' : undefined },
  })
  const columns = useMemo(() => testColumns(titleOf), [titleOf])
  const rows = data?.rows
  const shown = rows?.find(({ id }) => id === openId)
  const openNext = () => {
    const at = rows?.findIndex(({ id }) => id === openId) ?? -1
    setOpenId(rows?.find(({ verdict, undone }, index) => index > at && verdict === null && !undone)?.id ?? null)
  }
  return (
    <>
      <div className="filter-bar">
        <Chip isOn={unchecked} onClick={() => onFilter({ told: '' })}>
          没看过的
        </Chip>
        <Chip isOn={!unchecked} onClick={() => onFilter({ told: 'all' })}>
          全部
        </Chip>
        <span className="push" />
        <GridSelect value={grid} onChange={(next) => onFilter({ grid: next })} />
      </div>
      <ProblemNote error={error} onRetry={() => void refetch()} />
      <section className="box">
        <DataTable
          label={`${round.title}自测`}
          columns={columns}
          rows={rows}
          rowId={(row) => row.id}
          onOpen={(row) => setOpenId(row.id)}
          openId={openId}
          empty={<NoTests unchecked={unchecked} />}
        />
      </section>
      {data ? (
        <Pager page={page} size={SIZE} total={data.total} unit="次" onPage={(to) => onFilter({ page: String(to) })} />
      ) : null}
      {shown ? <CheckDialog test={shown} onChecked={openNext} onClose={() => setOpenId(null)} /> : null}
    </>
  )
}

function testColumns(titleOf: (code: string) => string): Column<SelfTest>[] {
  return [
    { key: 'door', title: '门牌', cell: (row) => <b>{displayDoor(row.door)}</b> },
    { key: 'grid', title: '网格', cell: (row) => titleOf(row.gridCode) },
    { key: 'who', title: '谁', cell: whoWords },
    {
      key: 'result',
      title: '结果',
      cell: (row) => {
        const { tone, words } = resultTag(row)
        return <Tag tone={tone}>{words}</Tag>
      },
    },
    { key: 'photo', title: '照片', cell: photoWords },
    {
      key: 'at',
      title: '时间',
      cell: (row) => (
        <span className="num">
          {whenWords(row.takenAt)}
          {row.late ? '（晚到）' : ''}
        </span>
      ),
    },
    {
      key: 'standing',
      title: '核对',
      cell: (row) => <span className={row.verdict === 'wrong' ? 'warn-text' : ''}>{standingWords(row)}</span>,
    },
  ]
}

function NoTests({ unchecked }: { unchecked: boolean }) {
  if (unchecked) return <Empty icon="check" title="都看过了" hint="有人报上来，会自己出现在这里。" />
  return <Empty title="还没有人报自测" hint="住户在手机上报结果、交照片，就列在这里。" />
}
