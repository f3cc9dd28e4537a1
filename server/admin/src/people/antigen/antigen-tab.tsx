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
import { HouseholdDrawer } from '../ledger/household-drawer.tsx'
import { KitList } from './kit-list.tsx'
import { KitTable } from './kit-table.tsx'
import { photoWords, resultTag, standingWords, whoWords } from './telling-words.ts'
import { TOLD, TOLD_WORDS, type Told } from './told.ts'
import './antigen.css'

const SIZE = 50

export interface AntigenFilters {
  grid: string
  told: string
  household: string
  page: number
}

interface Props {
  round: Round
  filters: AntigenFilters
  onFilter: (change: { grid?: string; told?: string; household?: string; page?: string }) => void
}

/** Of an antigen round: the kits by grid, and behind each number the tests or the households that it counts. */
export function AntigenTab({ round, filters, onFilter }: Props) {
  const numbers = useRead(kitNumbers, { params: { id: round.id } })
  const { grid, household, page } = filters
  const told = TOLD.find((one) => one === filters.told) ?? ''
  const onPage = (to: number) => onFilter({ page: String(to) })
  const open = (id: string) => onFilter({ household: id, page: String(page) })
  return (
    <>
      <section className="box antigen-part">
        <ProblemNote error={numbers.error} onRetry={() => void numbers.refetch()} />
        {numbers.data ? <KitTable round={round} grids={numbers.data.grids} /> : <Skeleton lines={6} height={20} />}
      </section>
      <div className="filter-bar">
        {TOLD.map((one) => (
          <Chip key={one} isOn={told === one} onClick={() => onFilter({ told: one })}>
            {TOLD_WORDS[one]}
          </Chip>
        ))}
        <span className="push" />
        <GridSelect value={grid} onChange={(next) => onFilter({ grid: next })} />
      </div>
      {told === 'without' || told === 'untold' ? (
        <KitList round={round} show={told} grid={grid} page={page} onPage={onPage} onOpen={open} />
      ) : (
        <SelfTests round={round} told={told} grid={grid} page={page} onPage={onPage} />
      )}
      {household ? <HouseholdDrawer id={household} onClose={() => open('')} /> : null}
    </>
  )
}

function SelfTests({
  round,
  told,
  grid,
  page,
  onPage,
}: {
  round: Round
  told: Exclude<Told, 'without' | 'untold'>
  grid: string
  page: number
  onPage: (to: number) => void
}) {
  const { titleOf } = useGrids()
  const [openId, setOpenId] = useState<string | null>(null)
  const only = told === '' ? { unchecked: 'true' as const } : told === 'positive' ? { positive: 'true' as const } : {}
  const { data, error, refetch } = useRead(listSelfTests, {
    params: { id: round.id },
    query: { page, size: SIZE, grid: grid || undefined, ...only },
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
      <ProblemNote error={error} onRetry={() => void refetch()} />
      <section className="box">
        <DataTable
          label={`${round.title}自测`}
          columns={columns}
          rows={rows}
          rowId={(row) => row.id}
          onOpen={(row) => setOpenId(row.id)}
          openId={openId}
          empty={<NoTests told={told} />}
        />
      </section>
      {data ? <Pager page={page} size={SIZE} total={data.total} unit="次" onPage={onPage} /> : null}
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

function NoTests({ told }: { told: Told }) {
  if (told === '') return <Empty icon="check" title="都看过了" hint="有人报上来，会自己出现在这里。" />
  if (told === 'positive') return <Empty icon="check" title="没有阳性" hint="报了阳性的会列在这里。" />
  return <Empty title="还没有人报自测" hint="住户在手机上报结果、交照片，就列在这里。" />
}
