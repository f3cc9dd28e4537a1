import { listAudit, verifyAudit, type AuditEntry } from '@gezhong/shared/audit/contract'
import { listTeam } from '@gezhong/shared/grid/team/contract'
import { Button, Select } from 'antd'
import type { ReactNode } from 'react'
import { ProblemNote } from '../api/problem.tsx'
import { useRead } from '../api/query.ts'
import { Page } from '../shell/page.tsx'
import { DataTable, type Column } from '../table/data-table.tsx'
import { Pager } from '../table/pager.tsx'
import { pageNumber, useUrlFilters } from '../table/use-url-filters.ts'
import { Empty } from '../ui/empty.tsx'
import { Icon } from '../ui/icon.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { Tag } from '../ui/tag.tsx'
import { whenWords } from '../ui/time-words.ts'
import { anchorWords, PrintHead } from './print-head.tsx'
import { OpenAlerts } from './alerts.tsx'
import './audit.css'

const DEFAULTS = { action: '', account: '', page: '1' }

const SIZE = 50
/** The groups of actions by the first part of their codes. */
const KINDS = [
  { value: '', label: '全部事项' },
  { value: 'household.phone-revealed', label: '看过完整号码' },
]

const COLUMNS: Column<AuditEntry>[] = [
  { key: 'at', title: '时间', cell: (row) => <span className="num quiet">{whenWords(row.at)}</span> },
  { key: 'by', title: '谁', cell: (row) => <b>{row.byName}</b> },
  { key: 'words', title: '做了什么', cell: (row) => row.words },
  {
    key: 'detail',
    title: '关于',
    cut: true,
    width: '40%',
    cell: (row) => <span title={row.detail}>{row.detail}</span>,
  },
  {
    key: 'sealed',
    title: '封存',
    align: 'center',
    cell: (row) => (row.sealed ? <Tag tone="ok">已封存</Tag> : <Tag>等待封存</Tag>),
  },
]

export default function AuditPage() {
  const [filters, setFilters] = useUrlFilters(DEFAULTS)
  const page = pageNumber(filters.page)
  const { data, error, refetch } = useRead(listAudit, {
    query: { page, size: SIZE, action: filters.action || undefined, account: filters.account || undefined },
  })
  const team = useRead(listTeam).data?.members ?? []
  const people = [...new Map(team.map((member) => [member.accountId, member.displayName]))]
  return (
    <Page title="审计" about={data ? `${data.total.toLocaleString()} 条` : null}>
      <OpenAlerts onLook={(account) => setFilters({ account, action: 'household.phone-revealed' })} />
      <Verification />
      <div className="filter-bar">
        <Select
          aria-label="事项"
          value={filters.action}
          onChange={(action) => setFilters({ action })}
          options={KINDS}
          style={{ width: 160 }}
        />
        <Select
          aria-label="谁"
          value={filters.account}
          onChange={(account) => setFilters({ account })}
          showSearch={{ optionFilterProp: 'label' }}
          options={[{ value: '', label: '所有人' }, ...people.map(([value, label]) => ({ value, label }))]}
          style={{ width: 160 }}
        />
      </div>
      <ProblemNote error={error} onRetry={() => void refetch()} />
      <section className="box">
        <DataTable
          label="审计记录"
          columns={COLUMNS}
          rows={data?.rows}
          rowId={(row) => row.id}
          empty={<Empty icon="audit" title="没有这样的记录" hint="看过完整号码、改过台账、做过决定，都会记在这里。" />}
        />
      </section>
      {data ? (
        <Pager page={page} size={SIZE} total={data.total} unit="条" onPage={(to) => setFilters({ page: String(to) })} />
      ) : null}
    </Page>
  )
}

/** Whether the log is whole: recomputed by the server, each time it is asked. */
function Verification() {
  const { data, error, refetch, isFetching } = useRead(verifyAudit)
  const again = (
    <>
      {data?.head ? <PrintHead head={data.head} entries={data.entries} /> : null}
      <Button size="small" loading={isFetching} onClick={() => void refetch()}>
        重新核验
      </Button>
    </>
  )
  if (error) return <ProblemNote error={error} onRetry={() => void refetch()} />
  if (!data) {
    return (
      <section className="box">
        <Skeleton lines={2} />
      </section>
    )
  }
  if (!data.intact) {
    return (
      <Verdict tone="bad" icon="warn" title="记录被动过" again={again}>
        {data.problem ?? '封存链对不上。'} 请保留现场，马上报告。
      </Verdict>
    )
  }
  return (
    <Verdict tone="good" icon="check" title="记录完整，没有被改过" again={again}>
      核验了 {data.entries.toLocaleString()} 条记录、{data.seals.toLocaleString()} 个封存
      {data.unsealed > 0 ? `，还有 ${data.unsealed.toLocaleString()} 条等待封存` : ''} · {whenWords(data.checkedAt)}
      <br />
      {anchorWords(data.anchors)}
    </Verdict>
  )
}

function Verdict({
  tone,
  icon,
  title,
  again,
  children,
}: {
  tone: 'good' | 'bad'
  icon: 'warn' | 'check'
  title: string
  again: ReactNode
  children: ReactNode
}) {
  return (
    <section className={`verification ${tone}`} role="status">
      <Icon name={icon} size={24} />
      <div>
        <b>{title}</b>
        <p className="num">{children}</p>
      </div>
      <span className="row no-print">{again}</span>
    </section>
  )
}
