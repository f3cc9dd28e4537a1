import { sayFen } from '@gezhong/shared/money'
import type { StallWithItems } from '@gezhong/shared/supplies/stalls/contract'
import { useState } from 'react'
import { Dialog } from '../../ui/dialog.tsx'
import { Icon } from '../../ui/icon.tsx'
import { ReasonField } from '../../ui/reason-field.tsx'
import { showToast } from '../../ui/toasts.tsx'
import { useMoveStall } from './use-move-stall.ts'

const REASONS = ['菜没到', '车进不来', '改天再卖', '开错了']

/** Gives a stall up, with every order; says first what becomes of them. */
export function CallOffDialog({ stall, onClose }: { stall: StallWithItems; onClose: () => void }) {
  const [reason, setReason] = useState('')
  const move = useMoveStall()
  const submit = () =>
    move.mutate(
      { params: { id: stall.id }, body: { to: 'called-off', reason: reason.trim() } },
      {
        onSuccess: () => {
          showToast({ text: '菜吧取消了，订单都退掉了' })
          onClose()
        },
      },
    )
  return (
    <Dialog
      title="取消这个菜吧？"
      okText="取消菜吧"
      cancelText="先不取消"
      danger
      busy={move.isPending}
      ready={reason.trim() !== ''}
      error={move.error}
      onOk={submit}
      onClose={onClose}
    >
      <p className="warn-text">
        <Icon name="warn" />{' '}
        {stall.orders === 0
          ? '还没有人订。取消以后不能再开，要卖得另开一个。'
          : `${stall.orders.toLocaleString()} 户的订单（共 ${sayFen(stall.amountFen)}）会一起取消，都不用付钱。取消以后不能再开。`}
      </p>
      {stall.orders === 0 ? null : <p>请在群里说一声，住户打开菜吧也会看到“已取消”。</p>}
      <ReasonField value={reason} onChange={setReason} choices={REASONS} hint="写一句，会留在审计里" />
    </Dialog>
  )
}
