import { displayDoor } from '@gezhong/shared/people/door'
import { DifferenceState, listDifferences, type Difference } from '@gezhong/shared/people/reconciliation/contract'
import { DIFFERENCE_KINDS, KIND_WORDS } from '@gezhong/shared/people/reconciliation/verdict'
import { Button, Select } from 'antd'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useNavigate } from 'react-router'
import { ProblemNote } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { useGrids } from '../../grid/use-grids.ts'
import { Page } from '../../shell/page.tsx'
import { DataTable, type Column } from '../../table/data-table.tsx'
import { Pager } from '../../table/pager.tsx'
import { pageNumber, useUrlFilters } from '../../table/use-url-filters.ts'
import { Empty } from '../../ui/empty.tsx'
import { Icon } from '../../ui/icon.tsx'
import { dueWords, whenWords } from '../../ui/time-words.ts'
import { useChosenRoll, useProgress } from '../rolls/use-roll.ts'
import { KindTag } from '../verdict-tag.tsx'
import { differenceDoor } from './difference-words.ts'
import { DifferenceFilters } from './difference-filters.tsx'
import { DifferencePanel } from './difference-panel.tsx'
import { DIFFERENCES_DEFAULTS } from './filters.ts'
import './reconciliation.css'
import { SeveralPanel } from './several-panel.tsx'
import { useSettle } from './use-settle.ts'

const SIZE = 50

export default function DifferencesPage() {
  const navigate = useNavigate()
  const { titleOf } = useGrids()
  const [filters, setFilters] = useUrlFilters(DIFFERENCES_DEFAULTS)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const { rolls, roll } = useChosenRoll(filters.roll)
  const progress = useProgress(filters.roll || undefined)
  const page = pageNumber(filters.page)
  const state = DifferenceState.safeParse(filters.state).data ?? 'open'
  const { data, error, refetch } = useRead(listDifferences, {
    query: {
      page,
      size: SIZE,
      state,
      roll: filters.roll || undefined,
      grid: filters.grid || undefined,
      owner: filters.owner || undefined,
      q: filters.q || undefined,
      kind: DIFFERENCE_KINDS.find((kind) => kind === filters.kind),
    },
  })
  const settle = useSettle()
  const columns = useMemo(() => differenceColumns(titleOf, state), [titleOf, state])
  const rows = useMemo(() => data?.rows ?? [], [data])
  const selected = rows.filter((row) => chosen.has(row.id))
  const open = rows.find((row) => row.id === filters.open) ?? null
  const show = useCallback(
    (id: string) => setFilters({ open: id, page: filters.page }, { replace: true }),
    [setFilters, filters.page],
  )
  const settled = (ids: readonly string[]) => {
    setChosen(new Set([...chosen].filter((id) => !ids.includes(id))))
    const at = rows.findIndex((row) => row.id === filters.open)
    const next = rows.slice(at + 1).find((row) => !ids.includes(row.id)) ?? rows.find((row) => !ids.includes(row.id))
    show(next?.id ?? '')
  }
  useEffect(() => {
    // The first row is open from the start, so that one decision is one key.
    if (filters.open === '' && rows[0] && window.innerWidth > 820) show(rows[0].id)
  }, [filters.open, rows, show])

  return (
    <Page
      title="接龙核对"
      about={
        progress && roll
          ? `${roll.title} · 对上 ${progress.total.reported.toLocaleString()} 户 · 待处理 ${progress.openDifferences} 条`
          : '全部轮次'
      }
      actions={
        <>
          <Select
            aria-label="轮次"
            value={filters.roll}
            onChange={(id) => setFilters({ roll: id, open: '' })}
            options={[
              { value: '', label: '全部轮次' },
              ...(rolls ?? []).map(({ id, title }) => ({ value: id, label: title })),
            ]}
            popupMatchSelectWidth={220}
            style={{ width: 160 }}
          />
          <Button icon={<Icon name="paste" />} onClick={() => void navigate('/chain')}>
            粘贴接龙
          </Button>
          <Button
            type="primary"
            icon={<Icon name="print" />}
            disabled={!roll}
            onClick={() => void navigate(`/rolls/${filters.roll || roll?.id}?state=missing&print=1`)}
          >
            打印未报名单
          </Button>
        </>
      }
    >
      <DifferenceFilters
        filters={filters}
        byKind={data?.byKind ?? {}}
        onChange={(next) => {
          setChosen(new Set())
          setFilters({ open: '', ...next })
        }}
      />
      <ProblemNote error={error} onRetry={() => void refetch()} />
      <section className="box">
        <DataTable
          label="要核对的差异"
          columns={columns}
          rows={data?.rows}
          rowId={(row) => row.id}
          {...(state === 'open' ? { selection: { chosen, change: setChosen } } : {})}
          onOpen={(row) => show(row.id)}
          onMove={(row) => show(row.id)}
          openId={filters.open}
          empty={<NoDifferences filters={filters} />}
        />
      </section>
      {data && data.total > SIZE ? (
        <Pager page={page} size={SIZE} total={data.total} unit="条" onPage={(to) => setFilters({ page: String(to) })} />
      ) : null}
      {selected.length > 1 ? (
        <SeveralPanel differences={selected} settle={settle} onSettled={settled} onClear={() => setChosen(new Set())} />
      ) : open ? (
        <DifferencePanel key={open.id} difference={open} settle={settle} onSettled={settled} onClose={() => show('')} />
      ) : null}
    </Page>
  )
}

function differenceColumns(titleOf: (code: string) => string, state: DifferenceState): Column<Difference>[] {
  const dash = <span className="quiet">—</span>
  const last: Column<Difference> =
    state === 'open'
      ? { key: 'due', title: '期限', align: 'right', cell: (row) => <Due at={row.dueAt} /> }
      : {
          key: 'decided',
          title: '处理',
          align: 'right',
          cell: (row) => (
            <span className="quiet">
              {row.decidedByName ?? '自己消了'} {row.decidedAt ? whenWords(row.decidedAt) : ''}
            </span>
          ),
        }
  return [
    { key: 'door', title: '门牌', cell: (row) => <b>{differenceDoor(row)}</b> },
    { key: 'kind', title: '差异', cell: (row) => <KindTag kind={row.kind} /> },
    { key: 'ledger', title: '台账', align: 'right', cell: (row) => row.household?.headcount ?? dash },
    { key: 'reported', title: '自报', align: 'right', cell: (row) => row.report?.headcount ?? row.sampled ?? dash },
    {
      key: 'text',
      title: '原话',
      cut: true,
      width: '36%',
      cell: (row) => (
        <span className="quiet" title={row.report?.text}>
          {row.report?.text || reportedByFields(row)}
        </span>
      ),
    },
    {
      key: 'owner',
      title: '负责人',
      cell: (row) => (
        <span className="quiet">
          {row.ownerName ?? <span className="bad-text">没人负责</span>} · {titleOf(row.gridCode)}
        </span>
      ),
    },
    last,
  ]
}

function reportedByFields({ report, sampled, rollTitle }: Difference): string {
  if (report === null) return `${rollTitle}采了 ${sampled} 人`
  const door = report.door === null ? '' : displayDoor(report.door)
  return [door, report.headcount === null ? '' : `${report.headcount} 人`, ...report.phonesMasked]
    .filter((part) => part !== '')
    .join(' · ')
}

function Due({ at }: { at: string }) {
  const { words, late } = dueWords(at)
  return <span className={late ? 'bad-text' : 'quiet'}>{words}</span>
}

function NoDifferences({ filters }: { filters: typeof DIFFERENCES_DEFAULTS }) {
  if (filters.state === 'settled') return <Empty icon="history" title="还没有处理过的" />
  if (filters.kind || filters.q || filters.grid || filters.owner) {
    return (
      <Empty
        icon="search"
        title={`没有${filters.kind ? KIND_WORDS[filters.kind as 'candidates'] : '符合'}的差异`}
        hint="换个条件再看。"
      />
    )
  }
  return <Empty icon="check" title="没有要处理的差异" hint="群里接龙或住户上报和台账不一样时，会出现在这里。" />
}
