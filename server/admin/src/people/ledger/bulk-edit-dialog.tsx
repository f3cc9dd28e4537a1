import { editHousehold, Occupancy, OCCUPANCY_WORDS, type Household } from '@gezhong/shared/people/ledger/contract'
import { useQueryClient } from '@tanstack/react-query'
import { Progress, Select } from 'antd'
import { useState } from 'react'
import { call } from '../../api/api.ts'
import { newId } from '../../api/new-id.ts'
import { problemWords } from '../../api/problem.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ReasonField } from '../../ui/reason-field.tsx'
import { showToast } from '../../ui/toasts.tsx'
import { lastChangeOf } from './last-change.ts'
import { LEDGER_READS, useUndoChanges } from './use-undo-changes.ts'

const CHOICES = [
  { value: 'priority', label: '标为优先照顾', body: { priority: true } },
  { value: 'no-priority', label: '取消优先照顾', body: { priority: false } },
  ...Occupancy.options.map((occupancy) => ({
    value: occupancy,
    label: `状态改为：${OCCUPANCY_WORDS[occupancy]}`,
    body: { occupancy },
  })),
]

/** The same correction for several households, one after the other, counted; all of it can be taken back. */
export function BulkEditDialog({
  households,
  onClose,
  onDone,
}: {
  households: readonly Household[]
  onClose: () => void
  onDone: () => void
}) {
  const queries = useQueryClient()
  const [choice, setChoice] = useState<string>()
  const [reason, setReason] = useState('')
  const [done, setDone] = useState<number | null>(null)
  const undo = useUndoChanges()

  const run = async () => {
    const body = CHOICES.find((one) => one.value === choice)?.body
    if (!body) return
    const edited: string[] = []
    const refused: unknown[] = []
    for (const household of households) {
      setDone(edited.length + refused.length)
      await call(editHousehold, {
        params: { id: household.id },
        body: { ...body, revision: household.revision, reason },
        idempotencyKey: newId(),
      }).then(
        () => edited.push(household.id),
        (error: unknown) => refused.push(error),
      )
    }
    await Promise.all(LEDGER_READS.map((read) => queries.invalidateQueries({ queryKey: [read.path] })))
    const takeBack = async () => undo((await Promise.all(edited.map(lastChangeOf))).flat())
    const rest = refused.length === 0 ? '' : `，${refused.length} 户没改：${problemWords(refused[0]).title}`
    showToast({
      text: `改了 ${edited.length} 户${rest}`,
      ...(refused.length === 0 ? {} : { tone: 'bad' as const }),
      ...(edited.length === 0 ? {} : { action: { label: '撤销', run: () => void takeBack() } }),
    })
    onDone()
  }
  return (
    <Dialog
      title={`一起修改 ${households.length} 户`}
      okText="修改"
      busy={done !== null}
      ready={choice !== undefined && reason.trim() !== ''}
      onOk={() => void run()}
      onClose={onClose}
    >
      <div className="field">
        <span>改什么</span>
        <Select aria-label="改什么" placeholder="选择" value={choice} onChange={setChoice} options={CHOICES} />
      </div>
      <ReasonField value={reason} onChange={setReason} choices={['入户摸排', '网格员核实', '外出未回']} />
      {done === null ? null : (
        <Progress
          percent={Math.round((done / households.length) * 100)}
          format={() => `${done} / ${households.length} 户`}
        />
      )}
    </Dialog>
  )
}
