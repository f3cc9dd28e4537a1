import { displayDoor } from '@gezhong/shared/people/door'
import {
  listImportRows,
  ImportRowFilter,
  type ImportBatch,
  type ImportKind,
  type ImportRow,
} from '@gezhong/shared/people/import/contract'
import { ProblemNote } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { DataTable, type Column } from '../../table/data-table.tsx'
import { Pager } from '../../table/pager.tsx'
import { pageNumber, useUrlFilters } from '../../table/use-url-filters.ts'
import { Empty } from '../../ui/empty.tsx'
import { Tag } from '../../ui/tag.tsx'
import { storedWords } from './import-words.ts'
import { Chip } from '../../ui/chip.tsx'

const DEFAULTS = { verdict: '', page: '1' }

const SIZE = 50

const EFFECT_WORDS: Record<NonNullable<ImportRow['effect']>, string> = {
  create: '新增',
  update: '更新',
  same: '没有变化',
}

/** Every row of the file with its verdict, and what would be stored of it. */
export function BatchRows({ batch }: { batch: ImportBatch }) {
  const [filters, setFilters] = useUrlFilters(DEFAULTS)
  const page = pageNumber(filters.page)
  const verdict = ImportRowFilter.safeParse(filters.verdict).data
  const { data, error, refetch } = useRead(listImportRows, {
    params: { id: batch.id },
    query: { page, size: SIZE, verdict },
  })
  const chips = [
    { key: '', words: `全部 ${(batch.good + batch.rejected).toLocaleString()}` },
    { key: 'rejected', words: `有问题 ${batch.rejected.toLocaleString()}` },
    { key: 'warned', words: `有提醒 ${batch.warned.toLocaleString()}` },
    { key: 'good', words: `可用 ${batch.good.toLocaleString()}` },
    { key: 'changing', words: `有变化 ${batch.changing.toLocaleString()}` },
  ]
  return (
    <>
      <div className="filter-bar">
        {chips.map(({ key, words }) => (
          <Chip key={key} isOn={filters.verdict === key} onClick={() => setFilters({ verdict: key })}>
            {words}
          </Chip>
        ))}
      </div>
      <ProblemNote error={error} onRetry={() => void refetch()} />
      <section className="box">
        <DataTable
          label="文件里的每一行"
          columns={rowColumns(batch.kind, batch.sheets.length > 1)}
          rows={data?.rows}
          rowId={(row) => `${row.sheet} ${row.row}`}
          empty={
            verdict === 'rejected' ? (
              <Empty icon="check" title="没有有问题的行" />
            ) : verdict === 'warned' ? (
              <Empty icon="check" title="没有要提醒的行" />
            ) : verdict === 'changing' ? (
              <Empty icon="check" title="没有要写入的变化" hint="文件和台账一样。" />
            ) : (
              <Empty title="没有可用的行" hint="看看“每一列是什么”有没有认错。" />
            )
          }
        />
      </section>
      {data ? (
        <Pager page={page} size={SIZE} total={data.total} unit="行" onPage={(to) => setFilters({ page: String(to) })} />
      ) : null}
    </>
  )
}

const DOOR: Column<ImportRow> = {
  key: 'door',
  title: '门牌',
  cell: (row) => (row.door === null ? <span className="quiet">没读出来</span> : <b>{displayDoor(row.door)}</b>),
}

/** A result is of somebody, or of a tube. */
const WHOSE: Column<ImportRow> = {
  key: 'whose',
  title: '谁或哪管',
  cell: ({ stored: { name, tubeCode, phone } }) => <b>{name ?? tubeCode ?? phone ?? '—'}</b>,
}

function rowColumns(kind: ImportKind, manySheets: boolean): Column<ImportRow>[] {
  const sheet: Column<ImportRow> = { key: 'sheet', title: '工作表', cell: (row) => row.sheet }
  return [
    ...(manySheets ? [sheet] : []),
    { key: 'row', title: '行', align: 'right', width: 56, cell: (row) => <span className="quiet">{row.row}</span> },
    kind === 'results' ? WHOSE : DOOR,
    { key: 'verdict', title: '结果', cell: (row) => <Outcome row={row} /> },
    {
      key: 'sentence',
      title: '说明',
      wrap: true,
      width: '36%',
      cell: (row) => <span className={row.verdict === 'rejected' ? 'bad-text' : 'warn-text'}>{row.sentence}</span>,
    },
    {
      key: 'stored',
      title: '会存什么',
      wrap: true,
      width: '36%',
      cell: (row) => <span className="quiet num">{storedWords(kind, row)}</span>,
    },
  ]
}

function Outcome({ row }: { row: ImportRow }) {
  if (row.verdict === 'rejected') return <Tag tone="bad">有问题</Tag>
  return <Tag tone={row.sentence === null ? 'ok' : 'warn'}>{row.effect ? EFFECT_WORDS[row.effect] : '可用'}</Tag>
}
