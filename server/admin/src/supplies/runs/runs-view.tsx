import { displayDoor } from '@gezhong/shared/people/door'
import { buildingOutlines } from '@gezhong/shared/people/ledger/contract'
import { exportSupplyDay } from '@gezhong/shared/supplies/board/contract'
import { listRuns, readRun, type Run } from '@gezhong/shared/supplies/runs/contract'
import type { StallWithItems } from '@gezhong/shared/supplies/stalls/contract'
import { Button, Popconfirm } from 'antd'
import { useMemo, useState } from 'react'
import { Link } from 'react-router'
import { download } from '../../api/api.ts'
import { ProblemNote } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { DataTable, type Column } from '../../table/data-table.tsx'
import { Empty } from '../../ui/empty.tsx'
import { ExportDialog } from '../../ui/export-dialog.tsx'
import { Icon } from '../../ui/icon.tsx'
import { standing } from '../stalls/stall-words.ts'
import { DeliveryCases } from '../deliveries/delivery-cases.tsx'
import { ScanList } from '../deliveries/scan-list.tsx'
import { isStanding, runColumns } from './run-columns.tsx'
import { RunMap } from './run-map.tsx'
import './runs.css'
import { useMoveRun } from './use-run-writes.ts'

const REFRESH_MS = 10_000

function columnsOf(now: Date, onCallOff: (run: Run) => void): Column<Run>[] {
  return [
    ...runColumns(now),
    {
      key: 'act',
      title: '',
      noPrint: true,
      cell: (run) =>
        isStanding(run) ? (
          <Popconfirm
            title="取消这一趟？"
            description="没送的袋子可以再派给别人；已经送到的不变。"
            okText="取消这一趟"
            cancelText="先不"
            onConfirm={() => onCallOff(run)}
          >
            <Button size="small" danger>
              取消
            </Button>
          </Popconfirm>
        ) : null,
    },
  ]
}

/** Who carries what, how far they are, where on the map, and what somebody has to look at. */
export function RunsView({
  stall,
  openRun,
  onOpen,
}: {
  stall: StallWithItems
  openRun: string
  onOpen: (id: string) => void
}) {
  const isClosed = standing(stall) === 'closed'
  const { data, error, refetch } = useRead(
    listRuns,
    { params: { id: stall.id } },
    { refetchInterval: REFRESH_MS, enabled: isClosed },
  )
  const [exporting, setExporting] = useState(false)
  const move = useMoveRun()
  const columns = useMemo(
    () => columnsOf(new Date(stall.now), ({ id }) => move.mutate({ params: { id }, body: { to: 'called-off' } })),
    [stall.now, move],
  )
  if (!isClosed)
    return (
      <section className="box">
        <Empty icon="truck" title="还没截止" hint="截止以后才有凭证，才能派人送。要早点送，可以先提前截止。" />
      </section>
    )
  return (
    <>
      <ProblemNote error={error ?? move.error} onRetry={() => void refetch()} />
      {data && data.unassigned > 0 ? (
        <section className="box row apart">
          <span>
            还有 <b className="num warn-text">{data.unassigned}</b> 袋没派人送
          </span>
          <Link to={`/stalls/${stall.id}/plan`}>
            <Button type="primary" icon={<Icon name="truck" />}>
              派一趟
            </Button>
          </Link>
        </section>
      ) : null}
      <section className="box">
        <DataTable
          label="送菜"
          columns={columns}
          rows={data?.runs}
          rowId={(run) => run.id}
          openId={openRun || null}
          onOpen={(run) => onOpen(run.id === openRun ? '' : run.id)}
          empty={<Empty icon="truck" title="还没派人送" hint="点“派一趟”，选一片、选个人，顺序先给您排好。" />}
        />
      </section>
      {openRun === '' ? null : <OpenRun id={openRun} gridId={stall.gridId} />}
      <DeliveryCases where={{ stall: stall.id }} />
      <ScanList where={{ stall: stall.id }} onExport={() => setExporting(true)} />
      {exporting ? (
        <ExportDialog
          what="送菜记录"
          save={(reason) =>
            download(exportSupplyDay, `送菜-${stall.day}.xlsx`, {
              query: { day: stall.day, stall: stall.id },
              body: { reason },
            })
          }
          onClose={() => setExporting(false)}
        />
      ) : null}
    </>
  )
}

function OpenRun({ id, gridId }: { id: string; gridId: string }) {
  const { data, error } = useRead(readRun, { params: { id } }, { refetchInterval: REFRESH_MS })
  const houses = useRead(buildingOutlines, { query: { grid: gridId } }).data?.buildings
  const ways = useMemo(() => (data ? [{ key: id, name: data.run.carrierName, stops: data.stops }] : []), [data, id])
  if (error) return <ProblemNote error={error} />
  if (data === undefined) return null
  const left = data.stops.filter(({ state }) => state === 'live')
  return (
    <section className="box stack">
      <b>
        {data.run.carrierName}这一趟：还剩 <span className="num">{left.length}</span> 袋
      </b>
      <RunMap ways={ways} houses={houses} />
      {left.length === 0 ? null : (
        <p className="quiet">还没送：{left.map(({ door }) => displayDoor(door)).join('、')}</p>
      )}
    </section>
  )
}
