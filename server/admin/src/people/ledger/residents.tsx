import { addResident, removeResident, type Resident } from '@gezhong/shared/people/ledger/contract'
import { Button, Input, Segmented } from 'antd'
import { useState } from 'react'
import { newId } from '../../api/new-id.ts'
import { useWrite } from '../../api/write.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Icon } from '../../ui/icon.tsx'
import { ReasonField } from '../../ui/reason-field.tsx'
import { Tag } from '../../ui/tag.tsx'
import { showToast } from '../../ui/toasts.tsx'
import { lastChangeOf } from './last-change.ts'
import { LEDGER_READS, useUndoChanges } from './use-undo-changes.ts'

/** The people of a household whose names are known. */
export function Residents({
  householdId,
  people,
  mayEdit,
}: {
  householdId: string
  people: readonly Resident[]
  mayEdit: boolean
}) {
  const [adding, setAdding] = useState(false)
  const [leaving, setLeaving] = useState<Resident | null>(null)
  return (
    <section>
      <div className="row apart">
        <h3>登记的人（{people.length}）</h3>
        {mayEdit ? (
          <Button size="small" icon={<Icon name="plus" size={14} />} onClick={() => setAdding(true)}>
            加一个人
          </Button>
        ) : null}
      </div>
      {people.length === 0 ? <p className="quiet small">这户只知道人数，还没有登记姓名。</p> : null}
      <ul className="residents">
        {people.map((person) => (
          <li key={person.id}>
            <b>{person.name}</b>
            <Tag>{person.ageGroup === 'child' ? '孩子' : '大人'}</Tag>
            <span className="quiet">{person.note}</span>
            {mayEdit ? (
              <Button type="text" size="small" aria-label={`移除${person.name}`} onClick={() => setLeaving(person)}>
                <Icon name="close" size={14} />
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {adding ? <AddDialog householdId={householdId} onClose={() => setAdding(false)} /> : null}
      {leaving ? <RemoveDialog person={leaving} onClose={() => setLeaving(null)} /> : null}
    </section>
  )
}

function AddDialog({ householdId, onClose }: { householdId: string; onClose: () => void }) {
  const [id] = useState(newId)
  const [name, setName] = useState('')
  const [ageGroup, setAgeGroup] = useState<Resident['ageGroup']>('adult')
  const [note, setNote] = useState('')
  const [reason, setReason] = useState('入户摸排')
  const add = useWrite(addResident, LEDGER_READS)
  const submit = () =>
    add.mutate({ params: { id: householdId }, body: { id, name, ageGroup, note, reason } }, { onSuccess: onClose })
  return (
    <Dialog
      title="加一个人"
      okText="加上"
      busy={add.isPending}
      ready={name.trim() !== '' && reason.trim() !== ''}
      error={add.error}
      onOk={submit}
      onClose={onClose}
    >
      <label className="field">
        <span>姓名</span>
        <Input autoFocus value={name} maxLength={40} onChange={(event) => setName(event.target.value)} />
      </label>
      <Segmented
        value={ageGroup}
        onChange={setAgeGroup}
        options={[
          { value: 'adult', label: '大人' },
          { value: 'child', label: '孩子' },
        ]}
      />
      <label className="field">
        <span>备注（可不填）</span>
        <Input value={note} maxLength={200} onChange={(event) => setNote(event.target.value)} />
      </label>
      <ReasonField value={reason} onChange={setReason} choices={['入户摸排', '本户来电', '新搬来']} />
    </Dialog>
  )
}

function RemoveDialog({ person, onClose }: { person: Resident; onClose: () => void }) {
  const [reason, setReason] = useState('')
  const remove = useWrite(removeResident, LEDGER_READS)
  const undo = useUndoChanges()
  const submit = () =>
    remove.mutate(
      { params: { id: person.id }, body: { reason } },
      {
        onSuccess: () => {
          const takeBack = async () => undo(await lastChangeOf(person.id))
          showToast({ text: `移除了${person.name}`, action: { label: '撤销', run: () => void takeBack() } })
          onClose()
        },
      },
    )
  return (
    <Dialog
      title={`移除${person.name}？`}
      okText="移除"
      danger
      busy={remove.isPending}
      ready={reason.trim() !== ''}
      error={remove.error}
      onOk={submit}
      onClose={onClose}
    >
      <ReasonField value={reason} onChange={setReason} choices={['搬走了', '重复登记', '写错了']} />
    </Dialog>
  )
}
