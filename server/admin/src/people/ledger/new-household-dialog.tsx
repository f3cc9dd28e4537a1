import { createHousehold } from '@gezhong/shared/people/ledger/contract'
import { canEditLedger } from '@gezhong/shared/people/policy'
import { Input, InputNumber } from 'antd'
import { useCallback, useState } from 'react'
import { newId } from '../../api/new-id.ts'
import { useWrite } from '../../api/write.ts'
import { GridSelect } from '../../grid/grid-select.tsx'
import { useActor } from '../../session/actor.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { ReasonField } from '../../ui/reason-field.tsx'
import { showToast } from '../../ui/toasts.tsx'
import { LEDGER_READS } from './use-undo-changes.ts'

export function NewHouseholdDialog({
  gridId: startGrid,
  onClose,
  onMade,
}: {
  gridId: string
  onClose: () => void
  onMade: (id: string) => void
}) {
  const actor = useActor()
  const [id] = useState(newId)
  const [gridId, setGridId] = useState(startGrid)
  const [door, setDoor] = useState('')
  const [headcount, setHeadcount] = useState<number | null>(null)
  const [phone, setPhone] = useState('')
  const [reason, setReason] = useState('')
  const create = useWrite(createHousehold, LEDGER_READS)
  const mayKeep = useCallback((code: string) => canEditLedger(actor, code), [actor])
  const submit = () =>
    create.mutate(
      { body: { id, gridId, door, headcount, phones: phone.trim() === '' ? [] : [phone.trim()], reason } },
      {
        onSuccess: (household) => {
          showToast({ text: '新增了一户' })
          onClose()
          onMade(household.id)
        },
      },
    )
  return (
    <Dialog
      title="新增一户"
      okText="新增"
      busy={create.isPending}
      ready={gridId !== '' && door.trim() !== '' && reason.trim() !== ''}
      error={create.error}
      onOk={submit}
      onClose={onClose}
    >
      <div className="field">
        <span>网格</span>
        <GridSelect value={gridId} onChange={setGridId} all={null} width="100%" only={mayKeep} />
        <span className="field-help">选到最小的一级，楼栋会按门牌找到或新建。</span>
      </div>
      <label className="field">
        <span>门牌</span>
        <Input
          value={door}
          maxLength={80}
          placeholder="例如：中区32号之1"
          onChange={(event) => setDoor(event.target.value)}
        />
      </label>
      <div className="row">
        <label className="field">
          <span>人数（不知道可空着）</span>
          <InputNumber
            min={0}
            max={500}
            precision={0}
            value={headcount}
            onChange={setHeadcount}
            style={{ width: 150 }}
          />
        </label>
        <label className="field" style={{ flex: 1 }}>
          <span>电话（可不填）</span>
          <Input value={phone} maxLength={20} inputMode="tel" onChange={(event) => setPhone(event.target.value)} />
        </label>
      </div>
      <ReasonField value={reason} onChange={setReason} choices={['入户摸排', '台账漏了', '新搬来']} />
    </Dialog>
  )
}
