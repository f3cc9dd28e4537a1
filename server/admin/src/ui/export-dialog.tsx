import { useState } from 'react'
import { Dialog } from './dialog.tsx'
import { Icon } from './icon.tsx'
import { ReasonField } from './reason-field.tsx'

const PURPOSES = ['上报上级', '线下摸排', '核对数据', '修改后再导入']

/** A list leaves the system only with its purpose, which stands on the file and in the audit log. */
export function ExportDialog({
  what,
  numbers = 0,
  save,
  onClose,
}: {
  what: string
  /** How many whole phone numbers the file holds; most files hold masked ones only. */
  numbers?: number
  save: (reason: string) => Promise<void>
  onClose: () => void
}) {
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const run = () => {
    setBusy(true)
    setError(null)
    save(reason.trim())
      .then(onClose, setError)
      .finally(() => setBusy(false))
  }
  return (
    <Dialog
      title={`导出${what}`}
      okText="导出"
      busy={busy}
      ready={reason.trim().length >= 2}
      error={error}
      onOk={run}
      onClose={onClose}
    >
      <p>
        文件上会写明您的名字、时间和用途，审计里也留一条。
        {numbers === 0 ? '电话只显示首尾。' : null}
      </p>
      {numbers > 0 ? (
        <p className="warn-text">
          <Icon name="warn" size={16} /> 要能改好再导入，这个文件里的 {numbers.toLocaleString()}{' '}
          个电话是完整的，和看了同样多的号码一样记下。用完请删掉，不要转发。
        </p>
      ) : null}
      <ReasonField label="用途" value={reason} onChange={setReason} choices={PURPOSES} hint="比如：报给镇指挥部" />
    </Dialog>
  )
}
