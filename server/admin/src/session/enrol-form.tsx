import { beginSecondFactor, confirmSecondFactor } from '@gezhong/shared/grid/second-factor/contract'
import { Button, QRCode } from 'antd'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { ProblemNote } from '../api/problem.tsx'
import { useWrite } from '../api/write.ts'
import { Skeleton } from '../ui/skeleton.tsx'
import { CodeField, isWholeNumber } from './code-field.tsx'

/** Takes the secret into a phone, and shows with one number that it is there. */
export function EnrolForm({ onDone }: { onDone: (recoveryCodes: readonly string[]) => void }) {
  const [code, setCode] = useState('')
  const begin = useWrite(beginSecondFactor)
  const confirm = useWrite(confirmSecondFactor)
  const asked = useRef(false)
  const { mutate } = begin
  useEffect(() => {
    if (asked.current) return
    asked.current = true
    mutate({})
  }, [mutate])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!isWholeNumber(code)) return
    confirm.mutate({ body: { code } }, { onSuccess: ({ recoveryCodes }) => onDone(recoveryCodes) })
  }
  if (begin.error) return <ProblemNote error={begin.error} onRetry={() => mutate({})} />
  if (begin.data === undefined) return <Skeleton lines={6} />
  const { key, uri } = begin.data
  return (
    <form onSubmit={submit} className="stack">
      <p>1. 手机上打开身份验证器（微信里搜“身份验证器”小程序，或装 Microsoft Authenticator），扫这个码。</p>
      <div className="enrol-code">
        <QRCode value={uri} type="svg" size={176} bordered={false} color="#10231a" bgColor="#ffffff" />
        <p className="small quiet">扫不了，就手工输入密钥：</p>
        <p className="enrol-secret">{key.replace(/(.{4})(?=.)/g, '$1 ')}</p>
      </div>
      <CodeField label="2. 填它现在显示的6位数字" value={code} onChange={setCode} />
      <ProblemNote error={confirm.error} />
      <Button
        type="primary"
        size="large"
        htmlType="submit"
        block
        disabled={!isWholeNumber(code)}
        loading={confirm.isPending}
      >
        确认
      </Button>
    </form>
  )
}
