import { civilDay } from '@gezhong/shared/civil-day'
import { exportSupplyDay, supplyBoard } from '@gezhong/shared/supplies/board/contract'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { download } from '../../api/api.ts'
import { ProblemNote } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { Page } from '../../shell/page.tsx'
import { useUrlFilters } from '../../table/use-url-filters.ts'
import { Chip } from '../../ui/chip.tsx'
import { ExportDialog } from '../../ui/export-dialog.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { dayWords } from '../../ui/time-words.ts'
import { DeliveryCases } from '../deliveries/delivery-cases.tsx'
import { ScanList } from '../deliveries/scan-list.tsx'
import { BoardKpis } from './board-kpis.tsx'
import { BoardStalls } from './board-stalls.tsx'
import { DayPurchases } from './day-purchases.tsx'
import { DayRuns } from './day-runs.tsx'
import { UndeliveredList } from './undelivered-list.tsx'
import './board.css'

const DEFAULTS = { day: '', view: '', kind: '', page: '1' }
/** Changes are told as they happen; this is for what only time changes, as who is late. */
const REFRESH_MS = 30_000
const DAY = 86_400_000

const VIEWS = [
  { key: '', words: '进度' },
  { key: 'purchases', words: '采购' },
  { key: 'undelivered', words: '没送到' },
  { key: 'scans', words: '扫码和要过目' },
] as const

/** A day of all stalls: ordered, bought, packed, carried, and what has to be followed up. */
export default function BoardPage() {
  const [filters, setFilters] = useUrlFilters(DEFAULTS)
  const [exporting, setExporting] = useState(false)
  const asked = { day: filters.day || undefined }
  const { data, error, refetch } = useRead(supplyBoard, { query: asked }, { refetchInterval: REFRESH_MS })
  const day = data?.day ?? filters.day
  const view = VIEWS.find(({ key }) => key === filters.view)?.key ?? ''
  return (
    <Page
      title="送菜看板"
      about={data ? `${dayWords(data.day)} 送 · ${data.stalls.length} 个菜吧` : null}
      actions={
        <Button icon={<Icon name="download" />} disabled={!data?.stalls.length} onClick={() => setExporting(true)}>
          导出这一天
        </Button>
      }
    >
      <div className="filter-bar">
        {VIEWS.map(({ key, words }) => (
          <Chip key={key} isOn={view === key} onClick={() => setFilters({ ...DEFAULTS, day: filters.day, view: key })}>
            {words}
          </Chip>
        ))}
        <span className="push" />
        <DayChoice day={day} onDay={(to) => setFilters({ day: to, page: '1' })} />
      </div>
      <ProblemNote error={error} onRetry={() => void refetch()} />
      {data === undefined ? (
        error ? null : (
          <section className="box">
            <Skeleton lines={8} height={20} />
          </section>
        )
      ) : (
        <>
          <BoardKpis stalls={data.stalls} onView={(to, kind = '') => setFilters({ view: to, kind, page: '1' })} />
          {view === 'purchases' ? (
            <DayPurchases day={data.day} />
          ) : view === 'undelivered' ? (
            <UndeliveredList day={data.day} kind={filters.kind} page={filters.page} onFilter={setFilters} />
          ) : view === 'scans' ? (
            <>
              <DeliveryCases where={{ day: data.day }} />
              <ScanList where={{ day: data.day }} />
            </>
          ) : (
            <>
              <BoardStalls stalls={data.stalls} />
              {data.stalls.length === 0 ? null : <DayRuns day={data.day} now={data.now} runs={data.runs} />}
            </>
          )}
        </>
      )}
      {exporting ? (
        <ExportDialog
          what="这一天的送菜"
          save={(reason) => download(exportSupplyDay, `送菜-${day}.xlsx`, { query: { day }, body: { reason } })}
          onClose={() => setExporting(false)}
        />
      ) : null}
    </Page>
  )
}

const dayFrom = (offset: number): string => civilDay(new Date(Date.now() + offset * DAY))

const NEAR = [
  { offset: -1, words: '昨天' },
  { offset: 0, words: '今天' },
  { offset: 1, words: '明天' },
] as const

function DayChoice({ day, onDay }: { day: string; onDay: (day: string) => void }) {
  return (
    <>
      {NEAR.map(({ offset, words }) => (
        <Chip key={offset} isOn={day === dayFrom(offset)} onClick={() => onDay(dayFrom(offset))}>
          {words}
        </Chip>
      ))}
      <Input
        type="date"
        aria-label="哪天送"
        title="哪天送"
        value={day}
        onChange={(event) => onDay(event.target.value)}
        style={{ width: 150 }}
      />
    </>
  )
}
