import { hasRole } from '@gezhong/shared/actor'
import { roundResults } from '@gezhong/shared/people/results/contract'
import { listSamplers } from '@gezhong/shared/people/board/contract'
import { listTubes, TubeFlag, type TubeFilter } from '@gezhong/shared/people/sampling/contract'
import { exportSamples, exportTubes } from '@gezhong/shared/people/tubes/contract'
import { Button, Select } from 'antd'
import { useMemo, useState } from 'react'
import { download } from '../../api/api.ts'
import { ProblemNote } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { GridSelect } from '../../grid/grid-select.tsx'
import { useGrids } from '../../grid/use-grids.ts'
import { DataTable } from '../../table/data-table.tsx'
import { Pager } from '../../table/pager.tsx'
import { useActor } from '../../session/actor.ts'
import { SearchBox } from '../../table/search-box.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Empty } from '../../ui/empty.tsx'
import { ExportDialog } from '../../ui/export-dialog.tsx'
import { Icon } from '../../ui/icon.tsx'
import { HandOver } from './hand-over.tsx'
import type { RoundFilters, TabProps } from './tabs.ts'
import { tubeColumns } from './tube-columns.tsx'
import { TubeDrawer } from './tube-drawer.tsx'

const SIZE = 50

const FLAG_WORDS: Record<TubeFlag, string> = { 'same-code': '同号', 'over-full': '超了人数', late: '结束后补送' }

const filterOf = ({ grid, flag, by, q }: RoundFilters): TubeFilter => ({
  grid: grid || undefined,
  flag: TubeFlag.safeParse(flag).data,
  by: by || undefined,
  q: q || undefined,
})

/** The tubes of a round, newest first; what somebody has to look at is said before anything else. */
export function TubeList({ round, filters, page, onFilter }: TabProps) {
  const { titleOf } = useGrids()
  const filter = filterOf(filters)
  const { data, error, refetch } = useRead(listTubes, {
    params: { id: round.id },
    query: { page, size: SIZE, ...filter },
  })
  const leads = hasRole(useActor(), ['grid-lead', 'command-post'])
  const results = useRead(roundResults, { params: { id: round.id } }, { enabled: leads }).data
  const columns = useMemo(() => {
    const outcomes = new Map(results?.tubes.map((tube) => [tube.tubeId, tube.outcome]))
    return tubeColumns(round, titleOf, leads ? outcomes : null)
  }, [round, titleOf, leads, results])
  const open = data?.rows.find(({ id }) => id === filters.tube)
  const show = (tube: string) => onFilter({ tube, page: String(page) }, { replace: true })
  return (
    <>
      <Filters round={round} filters={filters} onFilter={onFilter} page={page} />
      {results ? (
        <p className="quiet small num" role="status">
          阴性 {results.negative.toLocaleString()} 人 · 阳性 {results.positive.toLocaleString()} 人 · 待复核{' '}
          {results.unclear.toLocaleString()} 人 · 等结果 {results.pending.toLocaleString()} 人
        </p>
      ) : null}
      <ProblemNote error={error} onRetry={() => void refetch()} />
      <section className="box">
        <DataTable
          label={`${round.title}样本管`}
          columns={columns}
          rows={data?.rows}
          rowId={({ id }) => id}
          onOpen={({ id }) => show(id)}
          openId={filters.tube}
          empty={<NoTubes filter={filter} />}
        />
      </section>
      {data ? (
        <Pager page={page} size={SIZE} total={data.total} unit="管" onPage={(to) => onFilter({ page: String(to) })} />
      ) : null}
      {open ? <TubeDrawer tube={open} tubeSize={round.tubeSize} onClose={() => show('')} /> : null}
    </>
  )
}

function Filters({ round, filters, onFilter }: TabProps) {
  const params = { id: round.id }
  const filter = filterOf(filters)
  const samplers = useRead(listSamplers, { params }).data?.samplers ?? []
  return (
    <>
      <div className="filter-bar">
        <Chip isOn={filters.flag === ''} onClick={() => onFilter({ flag: '' })}>
          全部
        </Chip>
        {TubeFlag.options.map((flag) => (
          <FlagChip key={flag} roundId={round.id} flag={flag} filters={filters} onFilter={onFilter} />
        ))}
        <span className="push" />
        <HandOver round={round} filter={filter} />
        <ExportButton what={`${round.title}样本管`} save={(reason) => saveTubes(round, filter, reason)}>
          导出管
        </ExportButton>
        <ExportButton what={`${round.title}采样名单`} save={(reason) => saveSamples(round, filter, reason)}>
          导出名单
        </ExportButton>
      </div>
      <div className="filter-bar">
        <SearchBox value={filters.q} onChange={(q) => onFilter({ q }, { replace: true })} placeholder="搜管号" />
        <Select
          aria-label="采样员"
          value={filters.by}
          onChange={(by) => onFilter({ by })}
          options={[
            { value: '', label: '全部采样员' },
            ...samplers.map(({ accountId, name }) => ({ value: accountId, label: name })),
          ]}
          style={{ width: 150 }}
        />
        <GridSelect value={filters.grid} onChange={(grid) => onFilter({ grid })} />
      </div>
    </>
  )
}

type OfRound = TabProps['round']

const saveTubes = (round: OfRound, query: TubeFilter, reason: string) =>
  download(exportTubes, `${round.title}-样本管.xlsx`, { params: { id: round.id }, query, body: { reason } })

const saveSamples = (round: OfRound, { grid }: TubeFilter, reason: string) =>
  download(exportSamples, `${round.title}-采样名单.xlsx`, {
    params: { id: round.id },
    query: { grid },
    body: { reason },
  })

function ExportButton({
  what,
  save,
  children,
}: {
  what: string
  save: (reason: string) => Promise<void>
  children: string
}) {
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Button icon={<Icon name="download" />} onClick={() => setAsking(true)}>
        {children}
      </Button>
      {asking ? <ExportDialog what={what} save={save} onClose={() => setAsking(false)} /> : null}
    </>
  )
}

/** With how many there are under the other filters, so that nobody has to look to learn that there is nothing. */
function FlagChip({
  roundId,
  flag,
  filters,
  onFilter,
}: Pick<TabProps, 'filters' | 'onFilter'> & { roundId: string; flag: TubeFlag }) {
  const query = { ...filterOf(filters), flag, size: 1 }
  const total = useRead(listTubes, { params: { id: roundId }, query }).data?.total
  return (
    <Chip isOn={filters.flag === flag} onClick={() => onFilter({ flag: filters.flag === flag ? '' : flag })}>
      {FLAG_WORDS[flag]} {total?.toLocaleString() ?? ''}
    </Chip>
  )
}

function NoTubes({ filter: { flag, q, grid, by } }: { filter: TubeFilter }) {
  if (q !== undefined) return <Empty icon="search" title={`没有管号里带“${q}”的`} hint="可以只写几位。" />
  if (flag === 'same-code') return <Empty icon="check" title="没有同号的管子" hint="每个管号只用了一次。" />
  if (flag === 'over-full') return <Empty icon="check" title="没有超人数的管子" hint="每管都没超过定好的人数。" />
  if (flag === 'late') return <Empty icon="check" title="没有补送的" hint="都是在结束前送上来的。" />
  if (grid !== undefined || by !== undefined) return <Empty title="这里还没有样本管" hint="换个网格或采样员再看。" />
  return <Empty icon="tube" title="还没有样本管" hint="采样员在手机上扫管、采样，送上来就列在这里。" />
}
