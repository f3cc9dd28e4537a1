import { displayDoor } from '@gezhong/shared/people/door'
import {
  DELIVERY_ACT_WORDS,
  FAILED_WORDS,
  listScans,
  type DeliveryAct,
  type ScanLine,
} from '@gezhong/shared/supplies/deliveries/contract'
import { SCAN_VERDICT_TONES, SCAN_VERDICT_WORDS, type ScanVerdict } from '@gezhong/shared/supplies/deliveries/verdict'
import { Button } from 'antd'
import { useState } from 'react'
import { ProblemNote } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { DataTable, type Column } from '../../table/data-table.tsx'
import { Pager } from '../../table/pager.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Tag, type Tone } from '../../ui/tag.tsx'
import { whenWords } from '../../ui/time-words.ts'
import type { Where } from './delivery-cases.tsx'

const TONES: Record<(typeof SCAN_VERDICT_TONES)[ScanVerdict], Tone> = { ok: 'ok', look: 'warn', stop: 'bad' }

const COLUMNS: Column<ScanLine>[] = [
  { key: 'at', title: '什么时候', cell: (line) => <span className="num">{whenWords(line.at)}</span> },
  { key: 'carrier', title: '谁', cell: (line) => line.carrierName },
  { key: 'run-grid', title: '在哪送', cell: (line) => line.runGridCode ?? <span className="quiet">—</span> },
  {
    key: 'door',
    title: '哪家的袋子',
    cell: (line) =>
      line.door === null ? (
        <span className="quiet">{line.gridCode === null ? '不认得' : `${line.gridCode} 网格的`}</span>
      ) : (
        displayDoor(line.door)
      ),
  },
  {
    key: 'verdict',
    title: '扫出来',
    cell: (line) => <Tag tone={TONES[SCAN_VERDICT_TONES[line.verdict]]}>{SCAN_VERDICT_WORDS[line.verdict]}</Tag>,
  },
  {
    key: 'act',
    title: '怎么办的',
    cell: (line) =>
      `${DELIVERY_ACT_WORDS[line.act]}${line.why === null ? '' : `：${FAILED_WORDS[line.why]}`}${line.typed ? '（输数字）' : ''}`,
  },
]

const VIEWS: readonly { key: string; words: string; verdict?: ScanVerdict; act?: DeliveryAct }[] = [
  { key: 'all', words: '全部' },
  { key: 'crossing', words: '窜格', verdict: 'wrong-grid' },
  { key: 'failed', words: '没送成', act: 'failed' },
  { key: 'forged', words: '假凭证', verdict: 'forged' },
]
const SIZE = 50

/** Everything that was scanned there. */
export function ScanList({ where, onExport }: { where: Where; onExport?: () => void }) {
  const [view, setView] = useState(VIEWS[0]!)
  const [page, setPage] = useState(1)
  const query = { ...where, verdict: view.verdict, act: view.act, page, size: SIZE }
  const { data, error, refetch } = useRead(listScans, { query }, { refetchInterval: 10_000 })
  return (
    <section className="box stack">
      <div className="filter-bar">
        <b>扫码记录</b>
        {VIEWS.map((one) => (
          <Chip
            key={one.key}
            isOn={one.key === view.key}
            onClick={() => {
              setView(one)
              setPage(1)
            }}
          >
            {one.words}
          </Chip>
        ))}
        {onExport === undefined ? null : (
          <>
            <span className="push" />
            <Button icon={<Icon name="download" />} onClick={onExport}>
              导出
            </Button>
          </>
        )}
      </div>
      <ProblemNote error={error} onRetry={() => void refetch()} />
      <DataTable
        label="扫码记录"
        columns={COLUMNS}
        rows={data?.rows}
        rowId={(line) => line.id}
        empty={<Empty icon="scan" title="还没有扫过" hint="送菜的人一扫码，这里就有。" />}
      />
      {data && data.total > SIZE ? (
        <Pager page={page} size={SIZE} total={data.total} unit="条" onPage={setPage} />
      ) : null}
    </section>
  )
}
