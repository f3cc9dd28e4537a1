import {
  CHANGE_WORDS,
  exportMissing,
  listMissing,
  MissingChange,
  MissingOrder,
  type MissingHousehold,
} from '@gezhong/shared/people/missing/contract'
import { listRolls, type Roll } from '@gezhong/shared/people/rolls/contract'
import { stateWords } from '@gezhong/shared/people/rolls/roll-words'
import { Select } from 'antd'
import { useMemo } from 'react'
import { download } from '../../api/api.ts'
import { ProblemNote } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { useGrids } from '../../grid/use-grids.ts'
import { DataTable } from '../../table/data-table.tsx'
import { Pager } from '../../table/pager.tsx'
import { pageNumber } from '../../table/use-url-filters.ts'
import { Chip } from '../../ui/chip.tsx'
import { Empty } from '../../ui/empty.tsx'
import { ExportDialog } from '../../ui/export-dialog.tsx'
import { missingColumns } from './missing-columns.tsx'
import './missing.css'
import { PrintMissing } from './print-missing.tsx'

const SIZE = 50

export const MISSING_DEFAULTS = { than: '', change: '', order: '' }

type Filters = typeof MISSING_DEFAULTS & { grid: string; q: string; page: string; household: string }

const ORDERS: { value: MissingOrder | ''; label: string }[] = [
  { value: '', label: '按门牌' },
  { value: 'longest', label: '缺得最久的在前' },
  { value: 'people', label: '差人最多的在前' },
]

/** What the address asks for, as the server reads it. */
export function missingQuery(filters: Omit<Filters, 'page' | 'household'>) {
  return {
    than: filters.than || undefined,
    grid: filters.grid || undefined,
    q: filters.q || undefined,
    change: MissingChange.safeParse(filters.change).data,
    order: MissingOrder.safeParse(filters.order).data ?? 'door',
  } as const
}

/** Who is missing, beside an earlier roll. */
export function MissingList({
  roll,
  filters,
  onFilter,
  asking,
  onAsked,
}: {
  roll: Roll
  filters: Filters
  onFilter: (change: Partial<Filters>) => void
  asking: 'print' | 'export' | null
  onAsked: () => void
}) {
  const { titleOf } = useGrids()
  const page = pageNumber(filters.page)
  const query = missingQuery(filters)
  const params = { id: roll.id }
  const { data, error, refetch } = useRead(listMissing, { params, query: { ...query, page, size: SIZE } })
  const compared = data?.comparedWith ?? null
  const columns = useMemo(() => missingColumns(roll.question, compared, titleOf), [roll.question, compared, titleOf])
  const listName = `${roll.title}${stateWords(roll.question).missing}名单`
  return (
    <>
      <div className="filter-bar missing-bar">
        {compared === null ? null : (
          <ChangeChips counts={data!.counts} chosen={filters.change} onChoose={(change) => onFilter({ change })} />
        )}
        <span className="push" />
        <ThanSelect
          roll={roll}
          value={filters.than || compared?.rollId || ''}
          onChange={(than) => onFilter({ than })}
        />
        <Select
          aria-label="排列"
          value={query.order === 'door' ? '' : query.order}
          onChange={(order) => onFilter({ order })}
          options={ORDERS}
          style={{ width: 150 }}
        />
      </div>
      <ProblemNote error={error} onRetry={() => void refetch()} />
      <section className="box">
        <DataTable
          label={listName}
          columns={columns}
          rows={data?.rows}
          rowId={(row) => row.householdId}
          onOpen={(row: MissingHousehold) => onFilter({ household: row.householdId, page: filters.page })}
          openId={filters.household}
          empty={<NobodyMissing tested={roll.question === 'who-was-tested'} filtered={filters.change + filters.q} />}
        />
      </section>
      {data ? (
        <Pager page={page} size={SIZE} total={data.total} unit="户" onPage={(to) => onFilter({ page: String(to) })} />
      ) : null}
      {asking === 'export' ? (
        <ExportDialog
          what={listName}
          save={(reason) => download(exportMissing, `${listName}.xlsx`, { params, query, body: { reason } })}
          onClose={onAsked}
        />
      ) : null}
      {asking === 'print' ? <PrintMissing roll={roll} query={query} onDone={onAsked} /> : null}
    </>
  )
}

function ChangeChips({
  counts,
  chosen,
  onChoose,
}: {
  counts: Record<MissingChange, { households: number; people: number }>
  chosen: string
  onChoose: (change: string) => void
}) {
  const all = {
    households: counts.new.households + counts.still.households,
    people: counts.new.people + counts.still.people,
  }
  const chip = (value: MissingChange | '', words: string, { households, people }: typeof all) => (
    <Chip key={value} isOn={chosen === value} onClick={() => onChoose(value)}>
      {words} {people.toLocaleString()} 人 · {households.toLocaleString()} 户
    </Chip>
  )
  return (
    <>
      {chip('', '现在缺', all)}
      {MissingChange.options.map((change) => chip(change, CHANGE_WORDS[change], counts[change]))}
    </>
  )
}

/** Rolls that asked the same, to compare with. */
function ThanSelect({ roll, value, onChange }: { roll: Roll; value: string; onChange: (id: string) => void }) {
  const rolls = useRead(listRolls).data?.rolls ?? []
  const others = rolls.filter(({ id, question }) => id !== roll.id && question === roll.question)
  if (others.length === 0) return <span className="quiet small">以前没有问过同样的，比不了</span>
  return (
    <Select
      aria-label="和哪一轮比"
      placeholder="和哪一轮比"
      value={value === '' ? undefined : value}
      onChange={onChange}
      options={others.map(({ id, title }) => ({ value: id, label: `和${title}比` }))}
      popupMatchSelectWidth={220}
      style={{ width: 180 }}
    />
  )
}

function NobodyMissing({ tested, filtered }: { tested: boolean; filtered: string }) {
  if (filtered !== '') return <Empty icon="search" title="没有符合的" hint="换个条件再看。" />
  return tested ? (
    <Empty icon="check" title="一人不漏，都检了" hint="有新的住户进台账，会再出现在这里。" />
  ) : (
    <Empty icon="check" title="一户不少，都报了" hint="有新的住户进台账，会再出现在这里。" />
  )
}
