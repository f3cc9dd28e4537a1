import {
  listMissing,
  PRINTED_PHONES,
  printMissing,
  type MissingHousehold,
} from '@gezhong/shared/people/missing/contract'
import type { Roll } from '@gezhong/shared/people/rolls/contract'
import { stateWords } from '@gezhong/shared/people/rolls/roll-words'
import { Radio } from 'antd'
import { useState } from 'react'
import { createPortal } from 'react-dom'
import type { z } from 'zod'
import { call } from '../../api/api.ts'
import { newId } from '../../api/new-id.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { ReasonField } from '../../ui/reason-field.tsx'
import { usePrintWindow } from '../../ui/use-print-window.ts'
import { MissingSheets, type PrintedRow } from './missing-sheets.tsx'
import { SHEET_WORDS, type SheetBy } from './print-groups.ts'

const SIZE = 500

type Query = z.input<typeof printMissing.query>

async function withoutPhones(rollId: string, query: Query): Promise<PrintedRow[]> {
  const all: MissingHousehold[] = []
  for (let page = 1; ; page += 1) {
    const { rows, total } = await call(listMissing, { params: { id: rollId }, query: { ...query, page, size: SIZE } })
    all.push(...rows)
    if (rows.length === 0 || all.length >= total) return all.map((row) => ({ ...row, phones: null }))
  }
}

const withPhones = async (rollId: string, query: Query, reason: string): Promise<PrintedRow[]> =>
  (await call(printMissing, { params: { id: rollId }, query, body: { reason }, idempotencyKey: newId() })).rows

/** Asks how to cut the list and whether with whole numbers, then puts it on clean sheets and opens the print window. */
export function PrintMissing({ roll, query, onDone }: { roll: Roll; query: Query; onDone: () => void }) {
  const [by, setBy] = useState<SheetBy>('person')
  const [whole, setWhole] = useState(false)
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const [drawn, setDrawn] = useState<{ rows: readonly PrintedRow[]; at: Date } | null>(null)
  usePrintWindow(drawn !== null, onDone)
  const title = `${roll.title}${stateWords(roll.question).missing}名单`
  if (drawn !== null)
    return createPortal(
      <MissingSheets title={title} question={roll.question} by={by} rows={drawn.rows} at={drawn.at} />,
      document.body,
    )
  const run = () => {
    setBusy(true)
    setError(null)
    const fetched = whole ? withPhones(roll.id, query, reason.trim()) : withoutPhones(roll.id, query)
    fetched.then((rows) => setDrawn({ rows, at: new Date() }), setError).finally(() => setBusy(false))
  }
  return (
    <Dialog
      title={`打印${title}`}
      okText="打印"
      busy={busy}
      ready={!whole || reason.trim().length >= 2}
      error={error}
      onOk={run}
      onClose={onDone}
    >
      <div className="field">
        <span>怎么分张</span>
        <Radio.Group
          aria-label="怎么分张"
          value={by}
          onChange={(event) => setBy(event.target.value)}
          options={Object.entries(SHEET_WORDS).map(([value, label]) => ({ value, label }))}
        />
      </div>
      <div className="field">
        <span>电话</span>
        <Radio.Group
          aria-label="电话"
          value={whole}
          onChange={(event) => setWhole(event.target.value)}
          options={[
            { value: false, label: '不印电话' },
            { value: true, label: '印完整电话' },
          ]}
        />
        <span className="field-help">
          {whole
            ? `印上的每一户都记为“看过电话”，住户自己也查得到。一次最多 ${PRINTED_PHONES} 户。用完请销毁。`
            : '要打电话就选“印完整电话”，要写用途。'}
        </span>
      </div>
      {whole ? (
        <ReasonField
          label="用途"
          value={reason}
          onChange={setReason}
          choices={['电话催检', '上门叫人']}
          hint="会留在审计里"
        />
      ) : null}
    </Dialog>
  )
}
