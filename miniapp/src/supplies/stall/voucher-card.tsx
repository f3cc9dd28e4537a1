import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { civilDay, dayOf, wallClock } from '@gezhong/shared/civil-day'
import { readVoucher, type Voucher } from '@gezhong/shared/supplies/vouchers/contract'
import { sayShortCode } from '@gezhong/shared/supplies/vouchers/short-code'
import { useFullBrightness } from '../../platform/brightness.ts'
import { POLL_MS, useRead } from '../../platform/use-read.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { QrSquare } from '../../ui/qr-square.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import './voucher-card.css'

/** `11月26日 9:30`. */
const whenWords = (instant: string): string => `${dayOf(civilDay(new Date(instant)))} ${wallClock(new Date(instant))}`

/** What a household shows at the door once orders are closed; kept on the phone, as it is shown where there is no network. */
export function VoucherCard({ orderId, door }: { orderId: string; door: string }) {
  const [open, setOpen] = useState(false)
  const { data } = useRead(readVoucher, { params: { id: orderId } }, { keep: true, every: POLL_MS })
  const voucher = data?.voucher ?? null
  if (voucher === null) return null
  if (voucher.deliveredAt !== null) return <Card title="已送到" note={whenWords(voucher.deliveredAt)} tone="ok" />
  return (
    <Card title="取菜凭证" note={`到${dayOf(voucher.lastDay)}有效`}>
      <Button onPress={() => setOpen(true)}>送菜的人来了，打开给他扫</Button>
      {open && <VoucherSheet voucher={voucher} door={door} onClose={() => setOpen(false)} />}
    </Card>
  )
}

function VoucherSheet({ voucher, door, onClose }: { voucher: Voucher; door: string; onClose: () => void }) {
  useFullBrightness()
  return (
    <Sheet title="取菜凭证" onClose={onClose}>
      <View className="voucher">
        <Text className="voucher-door">{door}</Text>
        <QrSquare text={voucher.digits} label={`${door}的取菜凭证`} />
        <Text className="voucher-code num">{sayShortCode(voucher.shortCode)}</Text>
        <Text className="voucher-note">没网也能扫。扫不出来，就念上面 8 个数字</Text>
      </View>
    </Sheet>
  )
}
