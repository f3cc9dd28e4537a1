import { listSamplers, type Sampler } from '@gezhong/shared/people/board/contract'
import { Link } from 'react-router'
import { ProblemNote } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { DataTable, type Column } from '../../table/data-table.tsx'
import { Empty } from '../../ui/empty.tsx'
import { spanWords, whenWords } from '../../ui/time-words.ts'
import type { TabProps } from './tabs.ts'

/** Who samples, how fast, and when the phone was last heard of. */
export function SamplerList({ round }: TabProps) {
  const { data, error, refetch } = useRead(listSamplers, { params: { id: round.id } })
  return (
    <>
      <ProblemNote error={error} onRetry={() => void refetch()} />
      <section className="box">
        <DataTable
          label={`${round.title}采样员`}
          columns={samplerColumns(round.id)}
          rows={data?.samplers}
          rowId={({ accountId }) => accountId}
          empty={<Empty icon="person" title="还没有人采样" hint="采样员的手机送上来第一管，就列在这里。" />}
        />
      </section>
      <p className="quiet small">每小时几人，只算有采样的刻钟，歇着的时间不算。手机没网时先存着，连上才送到。</p>
    </>
  )
}

function samplerColumns(roundId: string): Column<Sampler>[] {
  return [
    { key: 'name', title: '采样员', cell: (row) => <b>{row.name}</b> },
    { key: 'people', title: '采了几人', align: 'right', cell: (row) => row.people.toLocaleString() },
    {
      key: 'tubes',
      title: '几管',
      align: 'right',
      cell: (row) => (
        <Link className="number-link" to={`/rounds/${roundId}?tab=tubes&by=${row.accountId}`}>
          {row.tubes.toLocaleString()}
        </Link>
      ),
    },
    { key: 'pace', title: '每小时几人', align: 'right', cell: (row) => row.perHour.toLocaleString() },
    { key: 'first', title: '第一个', cell: (row) => <span className="num">{whenWords(row.firstAt)}</span> },
    { key: 'last', title: '最近一个', cell: (row) => <span className="num">{whenWords(row.lastAt)}</span> },
    {
      key: 'heard',
      title: '手机最近送到',
      cell: (row) => (
        <span className="num">
          {whenWords(row.receivedAt)}
          <span className="quiet"> · {spanWords(Date.now() - Date.parse(row.receivedAt))}前</span>
        </span>
      ),
    },
  ]
}
