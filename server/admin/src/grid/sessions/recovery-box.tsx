import { readSecondFactor, renewRecoveryCodes } from '@gezhong/shared/grid/second-factor/contract'
import { Button } from 'antd'
import { useState } from 'react'
import { useRead } from '../../api/query.ts'
import { useWrite } from '../../api/write.ts'
import { CodeField, isWholeNumber } from '../../session/code-field.tsx'
import { RecoveryCodes } from '../../session/recovery-codes.tsx'
import { Dialog } from '../../ui/dialog.tsx'

/** How many recovery codes are left, and new ones for whoever holds the phone. */
export function RecoveryBox() {
  const { data } = useRead(readSecondFactor)
  const [asking, setAsking] = useState(false)
  const [shown, setShown] = useState<readonly string[] | null>(null)
  if (data?.enrolled !== true) return null
  return (
    <section className="box">
      <div className="security-head">
        <h3>恢复码</h3>
        <Button disabled={shown !== null} onClick={() => setAsking(true)}>
          换新的恢复码
        </Button>
      </div>
      {shown === null ? (
        <p>
          还剩 <b className="num">{data.recoveryCodesLeft}</b> 个。手机丢了靠它登录，用完或怕被人看到就换新的。
        </p>
      ) : (
        <RecoveryCodes codes={shown} title="换好了，旧的都作废了。" word="收起" onDone={() => setShown(null)} />
      )}
      {asking ? (
        <RenewDialog
          onClose={() => setAsking(false)}
          onDone={(codes) => {
            setAsking(false)
            setShown(codes)
          }}
        />
      ) : null}
    </section>
  )
}

function RenewDialog({ onClose, onDone }: { onClose: () => void; onDone: (codes: readonly string[]) => void }) {
  const [code, setCode] = useState('')
  const renewing = useWrite(renewRecoveryCodes, [readSecondFactor])
  const renew = () =>
    renewing.mutate(
      { body: { code } },
      { onSuccess: ({ recoveryCodes }) => onDone(recoveryCodes), onError: () => setCode('') },
    )
  return (
    <Dialog
      title="换新的恢复码"
      okText="换新的"
      busy={renewing.isPending}
      ready={isWholeNumber(code)}
      error={renewing.error}
      onOk={renew}
      onClose={onClose}
    >
      <p>旧的恢复码马上全部作废。</p>
      <CodeField
        label="身份验证器上的6位数字"
        help="登录时用过的那个不能再用，等它换一个再填。"
        value={code}
        onChange={setCode}
      />
    </Dialog>
  )
}
