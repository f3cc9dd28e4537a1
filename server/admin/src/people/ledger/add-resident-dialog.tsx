import { CHILD_NEED_WORDS, ChildNeed } from '@gezhong/shared/people/ledger/child-names'
import { addResident, type Resident } from '@gezhong/shared/people/ledger/contract'
import { Checkbox, Input, Segmented, Select } from 'antd'
import { useState } from 'react'
import { newId } from '../../api/new-id.ts'
import { useWrite } from '../../api/write.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { ReasonField } from '../../ui/reason-field.tsx'
import { LEDGER_READS } from './use-undo-changes.ts'

const NEEDS = ChildNeed.options.map((value) => ({ value, label: CHILD_NEED_WORDS[value] }))

/** An adult by name; a child by number, or by name when there is a need and a guardian agreed. */
export function AddResidentDialog({ householdId, onClose }: { householdId: string; onClose: () => void }) {
  const [id] = useState(newId)
  const [name, setName] = useState('')
  const [ageGroup, setAgeGroup] = useState<Resident['ageGroup']>('adult')
  const [isNamed, setNamed] = useState(false)
  const [need, setNeed] = useState<ChildNeed | null>(null)
  const [guardian, setGuardian] = useState('')
  const [note, setNote] = useState('')
  const [reason, setReason] = useState('入户摸排')
  const add = useWrite(addResident, LEDGER_READS)
  const isChild = ageGroup === 'child'
  const hasName = !isChild || isNamed
  const child = isChild && isNamed && need !== null ? { need, guardian } : null
  const isAgreed = !isChild || !isNamed || (need !== null && guardian.trim().length > 1)
  const submit = () => {
    const body = { id, name: hasName ? name : null, ageGroup, child, note, reason }
    add.mutate({ params: { id: householdId }, body }, { onSuccess: onClose })
  }
  return (
    <Dialog
      title="加一个人"
      okText="加上"
      busy={add.isPending}
      ready={(!hasName || name.trim() !== '') && isAgreed && reason.trim() !== ''}
      error={add.error}
      onOk={submit}
      onClose={onClose}
    >
      <Segmented
        value={ageGroup}
        onChange={setAgeGroup}
        options={[
          { value: 'adult', label: '大人' },
          { value: 'child', label: '孩子（不满14岁）' },
        ]}
      />
      {isChild ? (
        <>
          <p className="quiet">孩子只记人数，不记名字。</p>
          <Checkbox checked={isNamed} onChange={(event) => setNamed(event.target.checked)}>
            确实要记名字，监护人同意了
          </Checkbox>
        </>
      ) : null}
      {hasName ? (
        <label className="field">
          <span>姓名</span>
          <Input autoFocus value={name} maxLength={40} onChange={(event) => setName(event.target.value)} />
        </label>
      ) : null}
      {isChild && isNamed ? (
        <>
          <label className="field">
            <span>为什么要记</span>
            <Select aria-label="为什么要记" value={need} options={NEEDS} placeholder="选一样" onChange={setNeed} />
          </label>
          <label className="field">
            <span>哪位监护人同意</span>
            <Input
              value={guardian}
              maxLength={80}
              placeholder="例如：母亲林秀英，当面同意"
              onChange={(event) => setGuardian(event.target.value)}
            />
          </label>
        </>
      ) : null}
      <label className="field">
        <span>备注（可不填）</span>
        <Input value={note} maxLength={200} onChange={(event) => setNote(event.target.value)} />
      </label>
      <ReasonField value={reason} onChange={setReason} choices={['入户摸排', '本户来电', '新搬来']} />
    </Dialog>
  )
}
