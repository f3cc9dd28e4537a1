import { sayFen } from '@gezhong/shared/money'
import { displayDoor } from '@gezhong/shared/people/door'
import { listDues, type Due, type Settlement } from '@gezhong/shared/supplies/payments/contract'
import type { StallWithItems } from '@gezhong/shared/supplies/stalls/contract'
import { Button } from 'antd'
import { useState } from 'react'
import { createPortal } from 'react-dom'
import { call } from '../../api/api.ts'
import { fetchEvery } from '../../api/fetch-every.ts'
import { toastProblem } from '../../api/problem.tsx'
import { useGrids } from '../../grid/use-grids.ts'
import { useActor } from '../../session/actor.ts'
import { Icon } from '../../ui/icon.tsx'
import { dayWords } from '../../ui/time-words.ts'
import { usePrinting } from '../../ui/use-printing.ts'

/** The whole settlement sheet on paper, to be signed by both sides. */
export function PrintSettlement({ stall, settlement }: { stall: StallWithItems; settlement: Settlement }) {
  const [dues, setDues] = useState<readonly Due[] | null>(null)
  const [printedAt, print] = usePrinting()
  const [busy, setBusy] = useState(false)
  const run = () => {
    setBusy(true)
    fetchEvery((page) => call(listDues, { params: { id: stall.id }, query: page }))
      .then((rows) => setDues(rows))
      .then(print, toastProblem)
      .finally(() => setBusy(false))
  }
  return (
    <>
      <Button icon={<Icon name="print" />} loading={busy} onClick={run}>
        打印结算单
      </Button>
      {printedAt === null || dues === null
        ? null
        : createPortal(<Sheet stall={stall} sums={settlement} dues={dues} at={printedAt} />, document.body)}
    </>
  )
}

function Sheet({ stall, sums, dues, at }: { stall: StallWithItems; sums: Settlement; dues: readonly Due[]; at: Date }) {
  const { titleOf } = useGrids()
  const { displayName } = useActor()
  return (
    <section className="print-sheet">
      <table className="data-table">
        <thead>
          <tr>
            <th colSpan={7} className="print-heading">
              <b>
                {titleOf(stall.gridCode)}
                {stall.title} 结算单
              </b>{' '}
              · {dayWords(stall.day, at)} · 应收 {sayFen(sums.dueFen)} = 已收 {sayFen(sums.paidFen)} + 还欠{' '}
              {sayFen(sums.openFen)} − 要退 {sayFen(sums.overpaidFen)}
            </th>
          </tr>
          <tr>
            <th>谁收的</th>
            <th className="right">现金</th>
            <th className="right">转账</th>
            <th className="right">先付好的</th>
            <th className="right">交来现金</th>
            <th className="right">手里还有</th>
            <th>签字</th>
          </tr>
        </thead>
        <tbody>
          {sums.collectors.map((row) => (
            <tr key={row.collectorId}>
              <td>{row.collectorName}</td>
              {[row.cash, row.transfer, row.prepaid, row.handedFen, row.heldFen].map((fen, column) => (
                <td key={column} className="right num nowrap">
                  {sayFen(fen)}
                </td>
              ))}
              <td className="write-here" />
            </tr>
          ))}
        </tbody>
      </table>
      <table className="data-table">
        <thead>
          <tr>
            <th className="right">序号</th>
            <th>门牌</th>
            <th className="right">应收</th>
            <th className="right">已收</th>
            <th className="right">还欠</th>
            <th className="right">要退</th>
          </tr>
        </thead>
        <tfoot>
          <tr>
            <td colSpan={6}>
              打印于 {at.toLocaleString('zh-CN')} · {displayName}
            </td>
          </tr>
        </tfoot>
        <tbody>
          {dues.map((due, index) => (
            <tr key={due.orderId}>
              <td className="right num">{index + 1}</td>
              <td>{displayDoor(due.door)}</td>
              {[due.dueFen, due.paidFen, due.openFen, due.overpaidFen].map((fen, column) => (
                <td key={column} className="right num nowrap">
                  {fen === 0 ? '' : sayFen(fen)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
