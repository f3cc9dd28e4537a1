import { useState } from 'react'
import { readStall, saveStall, type StallWithItems } from '@gezhong/shared/supplies/stalls/contract'
import { NO_PAY_CODE, readPayCode } from '@gezhong/shared/supplies/stalls/pay-code'
import { call } from '../../platform/api.ts'
import { notice } from '../../platform/notice.ts'
import { outdate } from '../../platform/queries.ts'
import { useWrite } from '../../platform/use-write.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button, Buttons } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { QrSquare } from '../../ui/qr-square.tsx'
import { ScanStage } from '../../ui/scan-stage.tsx'

/** The code by which households transfer money: scanned from the collector's phone or paper by who keeps the stall. */
export function PayCodeCard({ stall }: { stall: StallWithItems }) {
  const [scanning, setScanning] = useState(false)
  const [wrong, setWrong] = useState(false)
  const saving = useWrite(async (payCode: string | null, key) => {
    // The rest of the stall stays as the server has it at that moment.
    const now = await call(readStall, { params: { id: stall.id } })
    await call(saveStall, { params: { id: stall.id }, body: { ...now, payCode }, idempotencyKey: key })
    outdate(readStall)
    notice(payCode === null ? '去掉了' : '收款码好了')
  })
  const see = (text: string) => {
    const payCode = readPayCode(text)
    setWrong(payCode === null)
    if (payCode === null) return
    setScanning(false)
    void saving.run(payCode)
  }
  const { payCode } = stall
  return (
    <Card title="收款码" note={payCode === null ? '还没有' : '住户转账时看到的'}>
      {saving.problem !== null && <Banner tone="bad" title={saving.problem} />}
      {payCode === null ? null : <QrSquare text={payCode} label="收款码" />}
      <Buttons>
        {payCode === null ? null : (
          <Button kind="plain" disabled={saving.busy} onPress={() => void saving.run(null)}>
            不要了
          </Button>
        )}
        <Button kind="plain" busy={saving.busy} onPress={() => setScanning(true)}>
          {payCode === null ? '扫收款人的码' : '换一个'}
        </Button>
      </Buttons>
      {scanning && (
        <ScanStage
          title="扫收款码"
          hint="把收款人的微信、支付宝收款码放进框里"
          said={wrong && <Banner tone="bad" title={NO_PAY_CODE} />}
          onCode={see}
          onClose={() => {
            setScanning(false)
            setWrong(false)
          }}
        />
      )}
    </Card>
  )
}
