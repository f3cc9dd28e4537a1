import type { Roll } from '@gezhong/shared/people/rolls/contract'
import { stateWords } from '@gezhong/shared/people/rolls/roll-words'
import { Progress, Radio } from 'antd'
import { useState } from 'react'
import { createPortal } from 'react-dom'
import { Dialog } from '../../ui/dialog.tsx'
import { ReasonField } from '../../ui/reason-field.tsx'
import { usePrintWindow } from '../../ui/use-print-window.ts'
import { fetchMissing, fetchWithPhones, newPhonePrint, type MissingQuery } from './fetch-with-phones.ts'
import { MissingSheets, type PrintedRow } from './missing-sheets.tsx'
import { SHEET_WORDS, type SheetBy } from './print-groups.ts'

/** Asks how to cut the list and whether with whole numbers, then puts it on clean sheets and opens the print window. */
export function PrintMissing({ roll, query, onDone }: { roll: Roll; query: MissingQuery; onDone: () => void }) {
  const [by, setBy] = useState<SheetBy>('person')
  const [whole, setWhole] = useState(false)
  const [reason, setReason] = useState('')
  const [phonePrint] = useState(newPhonePrint)
  const [part, setPart] = useState<{ done: number; total: number } | null>(null)
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
    const fetched: Promise<PrintedRow[]> = whole
      ? fetchWithPhones(roll.id, query, reason.trim(), phonePrint, (done, total) => setPart({ done, total }))
      : fetchMissing(roll.id, query).then((rows) => rows.map((row) => ({ ...row, phones: null })))
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
            ? '印上的每一户都记为“看过电话”，住户自己也查得到；印得多，专班会收到提醒。用完请销毁。'
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
      {whole && busy && part !== null && part.total > 0 ? (
        <div className="field" role="status">
          <span className="num">
            正在打开电话：{part.done.toLocaleString()} / {part.total.toLocaleString()} 户
          </span>
          <Progress percent={Math.round((part.done / part.total) * 100)} showInfo={false} />
        </div>
      ) : null}
    </Dialog>
  )
}
