import { sayFen } from '../../money.ts'
import { displayDoor } from '../door.ts'
import type { OwnData } from './contract.ts'
import { joined, when, type OwnGroup } from './own-group.ts'
import type { OwnPayment } from './own-orders.ts'

const WAY_WORDS: Record<OwnPayment['way'], string> = { cash: '现金', transfer: '转账', prepaid: '先付好的' }

const moved = ({ takenFen, changeFen, takesBack }: OwnPayment): string => {
  if (takesBack) return `撤回：${sayFen(Math.abs(takenFen - changeFen))}`
  if (takenFen === 0) return `退给您 ${sayFen(changeFen)}`
  return changeFen === 0 ? `收 ${sayFen(takenFen)}` : `收 ${sayFen(takenFen)}，找 ${sayFen(changeFen)}`
}

export const paymentsGroup = ({ households }: OwnData): OwnGroup => ({
  key: 'payments',
  title: '我家付的菜钱',
  why: '对账用。记错了，请收钱的人或网格员撤回重记',
  items: households.flatMap(({ door, payments }) =>
    payments.map((payment) => ({
      title: `${payment.stallTitle}：${displayDoor(door)}`,
      note: joined([WAY_WORDS[payment.way], moved(payment), payment.reason, when(payment.at)]),
    })),
  ),
  empty: '没有付过',
})
