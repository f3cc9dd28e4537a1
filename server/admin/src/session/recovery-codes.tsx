import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import { showToast } from '../ui/toasts.tsx'

/** Shown this once; whoever goes on says that they are kept. */
export function RecoveryCodes({
  codes,
  title = '设置好了。',
  word = '进入',
  onDone,
}: {
  codes: readonly string[]
  title?: string
  word?: string
  onDone: () => void
}) {
  const [kept, setKept] = useState(false)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(codes.join('\n'))
      showToast({ text: '恢复码已复制' })
    } catch {
      showToast({ text: '浏览器不让复制，请抄下来或打印', tone: 'bad' })
    }
  }
  return (
    <div className="stack">
      <p>
        <b>{title}</b>手机丢了，靠这10个恢复码登录，每个用一次。<b>只显示这一次</b>，请打印或抄下来，和公章放一起。
      </p>
      <ol className="recovery-codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <div className="row">
        <Button onClick={() => void copy()}>复制</Button>
        <Button onClick={() => window.print()}>打印</Button>
      </div>
      <Checkbox checked={kept} onChange={(event) => setKept(event.target.checked)}>
        已经保存好了
      </Checkbox>
      <Button type="primary" size="large" block disabled={!kept} onClick={onDone}>
        {word}
      </Button>
    </div>
  )
}
