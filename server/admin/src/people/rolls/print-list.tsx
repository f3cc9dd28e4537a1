import { listStanding, type Standing } from '@gezhong/shared/people/rolls/contract'
import { useQuery } from '@tanstack/react-query'
import { Modal, Progress } from 'antd'
import { useState } from 'react'
import { createPortal } from 'react-dom'
import type { z } from 'zod'
import { call } from '../../api/api.ts'
import { fetchEvery } from '../../api/fetch-every.ts'
import { ProblemNote } from '../../api/problem.tsx'
import type { Column } from '../../table/data-table.tsx'
import { usePrintWindow } from '../../ui/use-print-window.ts'
import { PrintSheets } from './print-sheets.tsx'

type Query = z.input<typeof listStanding.query>

async function fetchAll(rollId: string, query: Query, onPart: (done: number, total: number) => void) {
  const rows = await fetchEvery(
    (part) => call(listStanding, { params: { id: rollId }, query: { ...query, ...part } }),
    onPart,
  )
  return { rows, at: new Date().toLocaleString('zh-CN') }
}

/** Fetches the whole list, not only the page on screen, puts it on clean sheets and opens the print window. */
export function PrintList({
  rollId,
  title,
  query,
  columns,
  onDone,
}: {
  rollId: string
  title: string
  query: Query
  columns: readonly Column<Standing>[]
  onDone: () => void
}) {
  const [part, setPart] = useState({ done: 0, total: 0 })
  const { data, error } = useQuery({
    queryKey: ['print', rollId, query],
    queryFn: () => fetchAll(rollId, query, (done, total) => setPart({ done, total })),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  })
  usePrintWindow(data !== undefined, onDone)
  if (!data) {
    return (
      <Modal open title="正在准备名单" footer={null} onCancel={onDone} width={360}>
        <ProblemNote error={error} />
        <Progress
          percent={part.total > 0 ? Math.round((part.done / part.total) * 100) : 0}
          format={() => `${part.done} / ${part.total || '…'} 户`}
        />
      </Modal>
    )
  }
  return createPortal(<PrintSheets title={title} rows={data.rows} at={data.at} columns={columns} />, document.body)
}
