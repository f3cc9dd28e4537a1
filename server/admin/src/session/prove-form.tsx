import { proveSecondFactor } from '@gezhong/shared/grid/second-factor/contract'
import { Button } from 'antd'
import { useState, type FormEvent } from 'react'
import { ProblemNote } from '../api/problem.tsx'
import { useWrite } from '../api/write.ts'
import { showToast } from '../ui/toasts.tsx'
import { CodeField, isWholeNumber } from './code-field.tsx'

const FEW_CODES = 3

/** The number of this half minute, or a recovery code where the phone is lost. */
export function ProveForm({ onDone }: { onDone: () => void }) {
  const [code, setCode] = useState('')
  const [recovery, setRecovery] = useState(false)
  const prove = useWrite(proveSecondFactor)
  const ready = recovery ? code.replace(/[\s-]/g, '').length === 10 : isWholeNumber(code)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!ready) return
    prove.mutate(
      { body: { code } },
      {
        onSuccess: ({ recoveryCodesLeft }) => {
          if (recovery && recoveryCodesLeft < FEW_CODES)
            showToast({ text: `恢复码只剩 ${recoveryCodesLeft} 个，请到“登录与安全”换新的` })
          onDone()
        },
        onError: () => setCode(''),
      },
    )
  }
  const turn = () => {
    setRecovery(!recovery)
    setCode('')
    prove.reset()
  }
  return (
    <form onSubmit={submit} className="stack">
      <CodeField
        key={String(recovery)}
        label={recovery ? '恢复码' : '身份验证器上的6位数字'}
        help={recovery ? '设置时抄下的10个里没用过的一个。' : '半分钟换一个，每个只能用一次。'}
        recovery={recovery}
        value={code}
        onChange={setCode}
      />
      <ProblemNote error={prove.error} />
      <Button type="primary" size="large" htmlType="submit" block disabled={!ready} loading={prove.isPending}>
        进入
      </Button>
      <Button type="link" onClick={turn}>
        {recovery ? '用身份验证器' : '手机不在身边，用恢复码'}
      </Button>
      {recovery ? <p className="quiet small">恢复码也没有了，请另一位专班成员在“队伍”里重置。</p> : null}
    </form>
  )
}
