import {
  editHousehold,
  Occupancy,
  OCCUPANCY_WORDS,
  revealPhone,
  type Household,
} from '@gezhong/shared/people/ledger/contract'
import { Button, Checkbox, Input, InputNumber, Segmented } from 'antd'
import { useState, type FormEvent } from 'react'
import { ProblemNote } from '../../api/problem.tsx'
import { useWrite } from '../../api/write.ts'
import { ReasonField } from '../../ui/reason-field.tsx'
import { showToast } from '../../ui/toasts.tsx'
import { lastChangeOf } from './last-change.ts'
import { LEDGER_READS, useUndoChanges } from './use-undo-changes.ts'

/** Corrects a household; only what was changed is sent, with the revision that was seen. */
export function EditHousehold({ household, onDone }: { household: Household; onDone: () => void }) {
  const [headcount, setHeadcount] = useState(household.headcount)
  const [occupancy, setOccupancy] = useState(household.occupancy)
  const [priority, setPriority] = useState(household.priority)
  const [note, setNote] = useState(household.note)
  const [phones, setPhones] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const reveal = useWrite(revealPhone)
  const edit = useWrite(editHousehold, LEDGER_READS)
  const undo = useUndoChanges()

  const changes = {
    ...(headcount === household.headcount ? {} : { headcount }),
    ...(occupancy === household.occupancy ? {} : { occupancy }),
    ...(priority === household.priority ? {} : { priority }),
    ...(note === household.note ? {} : { note }),
    ...(phones === null ? {} : { phones: phones.split(/[\s,，、;；]+/).filter((phone) => phone !== '') }),
  }
  const ready = Object.keys(changes).length > 0 && reason.trim() !== ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!ready || edit.isPending) return
    edit.mutate(
      { params: { id: household.id }, body: { ...changes, revision: household.revision, reason } },
      {
        onSuccess: () => {
          const takeBack = async () => undo(await lastChangeOf(household.id))
          showToast({ text: '改好了', action: { label: '撤销', run: () => void takeBack() } })
          onDone()
        },
      },
    )
  }
  const editPhones = () =>
    reveal.mutate(
      { params: { id: household.id }, body: { purpose: 'edit' } },
      { onSuccess: (reply) => setPhones(reply.phones.join('、')) },
    )
  return (
    <form className="stack" onSubmit={submit}>
      <label className="field">
        <span>人数</span>
        <InputNumber min={0} max={500} precision={0} value={headcount} onChange={setHeadcount} style={{ width: 140 }} />
      </label>
      <div className="field">
        <span>状态</span>
        <Segmented
          value={occupancy}
          onChange={setOccupancy}
          options={Occupancy.options.map((value) => ({ value, label: OCCUPANCY_WORDS[value] }))}
        />
      </div>
      <div className="field">
        <span>电话</span>
        {phones === null ? (
          <span className="row">
            <span className="num">{household.phonesMasked.join('、') || '没有'}</span>
            <Button size="small" loading={reveal.isPending} onClick={editPhones}>
              修改电话
            </Button>
          </span>
        ) : (
          <Input
            aria-label="电话"
            value={phones}
            onChange={(event) => setPhones(event.target.value)}
            placeholder="几个号码用顿号隔开"
          />
        )}
      </div>
      <label className="field">
        <span>备注</span>
        <Input.TextArea
          value={note}
          maxLength={200}
          autoSize={{ minRows: 2, maxRows: 5 }}
          onChange={(event) => setNote(event.target.value)}
        />
      </label>
      <Checkbox checked={priority} onChange={(event) => setPriority(event.target.checked)}>
        优先照顾（菜吧、慰问、打电话先看到）
      </Checkbox>
      <ReasonField
        value={reason}
        onChange={setReason}
        choices={['入户摸排', '本户来电', '写错了', '搬走了', '回来了']}
      />
      <ProblemNote error={edit.error ?? reveal.error} />
      <Button type="primary" htmlType="submit" disabled={!ready} loading={edit.isPending}>
        保存修改
      </Button>
    </form>
  )
}
