import {
  EXEMPTION_STATE_WORDS,
  EXEMPTION_WORDS,
  ExemptionReason,
  ExemptionState,
  exportExemptions,
  listExemptions,
  type Exemption,
} from '@gezhong/shared/people/exemptions/contract'
import { canDecideExemption } from '@gezhong/shared/people/policy'
import { Button, Select } from 'antd'
import { useMemo, useState } from 'react'
import { download } from '../../api/api.ts'
import { ProblemNote } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { GridSelect } from '../../grid/grid-select.tsx'
import { useGrids } from '../../grid/use-grids.ts'
import { useActor } from '../../session/actor.ts'
import { Page } from '../../shell/page.tsx'
import { BulkBar } from '../../table/bulk-bar.tsx'
import { DataTable } from '../../table/data-table.tsx'
import { Pager } from '../../table/pager.tsx'
import { SearchBox } from '../../table/search-box.tsx'
import { pageNumber, useUrlFilters } from '../../table/use-url-filters.ts'
import { Chip } from '../../ui/chip.tsx'
import { Empty } from '../../ui/empty.tsx'
import { ExportDialog } from '../../ui/export-dialog.tsx'
import { Icon } from '../../ui/icon.tsx'
import { HouseholdDrawer } from '../ledger/household-drawer.tsx'
import { AskExemptionDialog } from './ask-exemption-dialog.tsx'
import { exemptionColumns } from './exemption-columns.tsx'
import { useExemptionWrites } from './use-exemption-writes.ts'

const SIZE = 50
const DEFAULTS = { state: '', soon: '', reason: '', grid: '', q: '', page: '1', household: '', new: '' }
const REASONS = [
  { value: '', label: '所有原因' },
  ...ExemptionReason.options.map((value) => ({ value, label: EXEMPTION_WORDS[value] })),
]

export default function ExemptionsPage() {
  const actor = useActor()
  const { titleOf } = useGrids()
  const [filters, setFilters] = useUrlFilters(DEFAULTS)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [exporting, setExporting] = useState(false)
  const writes = useExemptionWrites()
  const page = pageNumber(filters.page)
  const query = {
    state: ExemptionState.safeParse(filters.state).data,
    soon: filters.soon ? ('true' as const) : undefined,
    reason: ExemptionReason.safeParse(filters.reason).data,
    grid: filters.grid || undefined,
    q: filters.q || undefined,
  }
  const { data, error, refetch } = useRead(listExemptions, { query: { ...query, page, size: SIZE } })
  const mayDecide = (row: Exemption) => canDecideExemption(actor, row.gridCode)
  const columns = useMemo(() => exemptionColumns(titleOf, actor, writes), [titleOf, actor, writes])
  const rows = data?.rows
  const waiting = (rows ?? []).filter((row) => chosen.has(row.id) && row.state === 'asked' && mayDecide(row))
  const ids = waiting.map(({ id }) => id)
  const choose = (change: Partial<typeof DEFAULTS>) => {
    setChosen(new Set())
    setFilters(change)
  }
  const clear = () => setChosen(new Set())
  return (
    <Page
      title="不用检测"
      about={data ? `${data.counts.asked.toLocaleString()} 条待批` : null}
      actions={
        <>
          <Button icon={<Icon name="download" />} onClick={() => setExporting(true)}>
            导出
          </Button>
          <Button type="primary" icon={<Icon name="plus" />} onClick={() => setFilters({ new: '1' })}>
            替人申请
          </Button>
        </>
      }
    >
      <div className="filter-bar">
        <StateChips data={data} filters={filters} onChoose={choose} />
        <span className="push" />
        <SearchBox
          value={filters.q}
          onChange={(q) => setFilters({ q }, { replace: true })}
          placeholder="搜门牌"
          width={140}
        />
        <Select
          aria-label="原因"
          value={filters.reason}
          onChange={(reason) => choose({ reason })}
          options={REASONS}
          style={{ width: 140 }}
        />
        <GridSelect value={filters.grid} onChange={(grid) => choose({ grid })} width={130} />
      </div>
      <ProblemNote error={error} onRetry={() => void refetch()} />
      <section className="box">
        <DataTable
          label="不用检测的人"
          columns={columns}
          rows={rows}
          rowId={(row) => row.id}
          selection={{ chosen, change: setChosen }}
          onOpen={(row) => setFilters({ household: row.householdId, page: filters.page }, { replace: true })}
          empty={<Empty title="没有符合的" hint="新生儿、卧床、外出、住院的，申请后在这里批。" />}
        />
      </section>
      {data ? (
        <Pager page={page} size={SIZE} total={data.total} unit="条" onPage={(to) => setFilters({ page: String(to) })} />
      ) : null}
      <BulkBar count={chosen.size} unit="条" onClear={clear}>
        {ids.length > 0 ? (
          <>
            <Button type="primary" disabled={writes.busy} onClick={() => writes.decide(ids, 'approved', clear)}>
              同意 {ids.length} 条
            </Button>
            <Button disabled={writes.busy} onClick={() => writes.decide(ids, 'refused', clear)}>
              不同意 {ids.length} 条
            </Button>
          </>
        ) : (
          <span className="quiet small">选中的没有等您批的</span>
        )}
      </BulkBar>
      {exporting ? (
        <ExportDialog
          what="不用检测的人"
          save={(reason) => download(exportExemptions, '不用检测的人.xlsx', { query, body: { reason } })}
          onClose={() => setExporting(false)}
        />
      ) : null}
      {filters.new ? (
        <AskExemptionDialog
          householdId={null}
          onClose={() => setFilters({ new: '', page: filters.page }, { replace: true })}
        />
      ) : null}
      {filters.household ? (
        <HouseholdDrawer
          id={filters.household}
          onClose={() => setFilters({ household: '', page: filters.page }, { replace: true })}
        />
      ) : null}
    </Page>
  )
}

function StateChips({
  data,
  filters,
  onChoose,
}: {
  data: { counts: Record<ExemptionState, number>; soon: number } | undefined
  filters: { state: string; soon: string }
  onChoose: (change: { state: string; soon: string }) => void
}) {
  const all = data && Object.values(data.counts).reduce((sum, count) => sum + count, 0)
  return (
    <>
      <Chip isOn={filters.state === '' && filters.soon === ''} onClick={() => onChoose({ state: '', soon: '' })}>
        全部 {all?.toLocaleString() ?? ''}
      </Chip>
      {ExemptionState.options.map((state) => (
        <Chip key={state} isOn={filters.state === state} onClick={() => onChoose({ state, soon: '' })}>
          {EXEMPTION_STATE_WORDS[state]} {data?.counts[state].toLocaleString() ?? ''}
        </Chip>
      ))}
      <Chip isOn={filters.soon !== ''} onClick={() => onChoose({ state: '', soon: '1' })}>
        快到期 {data?.soon.toLocaleString() ?? ''}
      </Chip>
    </>
  )
}
