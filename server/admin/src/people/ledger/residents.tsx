import { CHILD_NEED_WORDS } from '@gezhong/shared/people/ledger/child-names'
import { removeResident, type Resident } from '@gezhong/shared/people/ledger/contract'
import { Button } from 'antd'
import { useState } from 'react'
import { useWrite } from '../../api/write.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Icon } from '../../ui/icon.tsx'
import { ReasonField } from '../../ui/reason-field.tsx'
import { Tag } from '../../ui/tag.tsx'
import { showToast } from '../../ui/toasts.tsx'
import { AddResidentDialog } from './add-resident-dialog.tsx'
import { lastChangeOf } from './last-change.ts'
import { LEDGER_READS, useUndoChanges } from './use-undo-changes.ts'

const nameOf = ({ name }: Resident): string => name ?? '孩子（不记名）'

/** The people of a household: adults whose names are known, and children, who are counted. */
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
            <b>{nameOf(person)}</b>
            <Tag>{person.ageGroup === 'child' ? '孩子' : '大人'}</Tag>
            {person.namedFor ? (
              <span className="quiet">
                {CHILD_NEED_WORDS[person.namedFor]}，{person.guardian}同意
              </span>
            ) : null}
            <span className="quiet">{person.note}</span>
            {mayEdit ? (
              <Button type="text" size="small" aria-label={`移除${nameOf(person)}`} onClick={() => setLeaving(person)}>
                <Icon name="close" size={14} />
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {adding ? <AddResidentDialog householdId={householdId} onClose={() => setAdding(false)} /> : null}
      {leaving ? <RemoveDialog person={leaving} onClose={() => setLeaving(null)} /> : null}
    </section>
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
          showToast({ text: `移除了${nameOf(person)}`, action: { label: '撤销', run: () => void takeBack() } })
          onClose()
        },
      },
    )
  return (
    <Dialog
      title={`移除${nameOf(person)}？`}
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
