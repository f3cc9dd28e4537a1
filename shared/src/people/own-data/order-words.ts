import { sayFen } from '../../money.ts'
import { displayDoor } from '../door.ts'
import type { OwnData } from './contract.ts'
import { joined, when, type OwnGroup } from './own-group.ts'

export const ordersGroup = ({ households }: OwnData): OwnGroup => ({
  key: 'orders',
  title: '我家订的菜',
  why: '备菜、送菜、收钱用。单子记错了，在买菜里改，截止以后请网格员改',
  items: households.flatMap(({ door, orders }) =>
    orders.map(({ stallTitle, goods, amountFen, note, cancelled, at }) => ({
      title: `${stallTitle}：${displayDoor(door)}`,
      note: joined([goods, !cancelled && sayFen(amountFen), note, when(at), cancelled && '已取消']),
    })),
  ),
  empty: '没有订过',
})
