import {
  CARRYING_POST_WORDS,
  listCredentials,
  takeBackTraining,
  type Carrier,
} from '@gezhong/shared/grid/credentials/contract'
import { useState } from 'react'
import { useWrite } from '../../api/write.ts'
import { Chip } from '../../ui/chip.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ReasonField } from '../../ui/reason-field.tsx'
import { showToast } from '../../ui/toasts.tsx'

const REASONS = ['记错人了', '岗位记错了', '日子记错了', '没有培训过']

/** A training that was recorded by mistake, with the credential that was issued on it. */
export function TakeBackDialog({ carrier, onClose }: { carrier: Carrier; onClose: () => void }) {
  const { displayName, trainings } = carrier
  const [id, setId] = useState(trainings[0]!.id)
  const [reason, setReason] = useState('')
  const takeBack = useWrite(takeBackTraining, [listCredentials])
  const submit = () =>
    takeBack.mutate(
      { params: { id }, body: { reason: reason.trim() } },
      {
        onSuccess: ({ serial }) => {
          const went = serial === null ? '' : `，${serial} 一起吊销了`
          showToast({ text: `${displayName}的培训撤回了${went}` })
          onClose()
        },
      },
    )
  return (
    <Dialog
      title={`撤回${displayName}的培训？`}
      okText="撤回培训"
      danger
      busy={takeBack.isPending}
      ready={reason.trim() !== ''}
      error={takeBack.error}
      onOk={submit}
      onClose={onClose}
    >
      <p>只在记错时撤回。凭这次培训发的证会一起吊销，正在送的一趟也结束。</p>
      <div className="row" role="group" aria-label="哪一次培训">
        {trainings.map((training) => (
          <Chip key={training.id} isOn={training.id === id} onClick={() => setId(training.id)}>
            {CARRYING_POST_WORDS[training.post]} {training.day}
          </Chip>
        ))}
      </div>
      <ReasonField value={reason} onChange={setReason} choices={REASONS} hint="写一句，本人也看得到" />
    </Dialog>
  )
}
