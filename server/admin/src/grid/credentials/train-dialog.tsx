import {
  CARRYING_POST_WORDS,
  CarryingPost,
  listCredentials,
  recordTraining,
  type Carrier,
} from '@gezhong/shared/grid/credentials/contract'
import { Input } from 'antd'
import { useId, useState } from 'react'
import { newId } from '../../api/new-id.ts'
import { useWrite } from '../../api/write.ts'
import { Chip } from '../../ui/chip.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { showToast } from '../../ui/toasts.tsx'

/** That somebody was trained for a post, and on which day. */
export function TrainDialog({ carrier, onClose }: { carrier: Carrier; onClose: () => void }) {
  const { accountId, displayName, posts } = carrier
  const field = useId()
  const [id] = useState(() => newId())
  const [post, setPost] = useState<CarryingPost>('volunteer')
  const [day, setDay] = useState(() => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10))
  const record = useWrite(recordTraining, [listCredentials])
  const gridId = posts.find((one) => one.gridId !== null)?.gridId
  const submit = () =>
    record.mutate(
      { body: { id, accountId, post, gridId: gridId!, day } },
      {
        onSuccess: () => {
          showToast({ text: `${displayName}的培训记好了` })
          onClose()
        },
      },
    )
  return (
    <Dialog
      title={`${displayName}培训过了`}
      okText="记下"
      busy={record.isPending}
      ready={day !== '' && gridId !== undefined}
      error={record.error}
      onOk={submit}
      onClose={onClose}
    >
      <p>学过怎么消毒、怎么交接、不串门不窜格，才能发证。记错了可以撤回。</p>
      <div className="row" role="group" aria-label="培训的岗位">
        {CarryingPost.options.map((one) => (
          <Chip key={one} isOn={post === one} onClick={() => setPost(one)}>
            {CARRYING_POST_WORDS[one]}
          </Chip>
        ))}
      </div>
      <div className="field">
        <label htmlFor={field}>哪天培训的</label>
        <Input id={field} type="date" value={day} onChange={(event) => setDay(event.target.value)} />
      </div>
    </Dialog>
  )
}
